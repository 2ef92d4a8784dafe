import type { Transport } from './transport.ts';

/** Where there is no Node.js there is no default way to send `Origin` and `Cookie`. */
export const defaultTransport: Transport = () =>
  Promise.reject(new TypeError('Outside of Node.js, createUserAgent needs a `transport`.'));
