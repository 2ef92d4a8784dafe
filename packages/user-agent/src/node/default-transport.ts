import type { Transport } from '../transport/transport.ts';
import { createHttpTransport } from './http-transport.ts';

/** What `createUserAgent` uses in Node.js where nothing else is given. */
export const defaultTransport: Transport = createHttpTransport();
