/** Ways to a server that need Node.js: over the network, or straight into an application. */

export { type HttpTransportOptions, createHttpTransport } from './http-transport.ts';
export { type Injectable, injectTransport } from './inject-transport.ts';
export { serverTransport } from './server-transport.ts';
export { type NestApplication, nestTransport } from './nest-transport.ts';
