import type { Ask } from './exchange.ts';

export const allowedOrigin = 'https://app.example';
const deniedOrigin = 'https://evil.example';

export const get = (origin?: string): Ask => ({
  method: 'GET',
  url: '/item',
  headers: { host: 'api.example', ...(origin !== undefined && { origin }) },
});

export const preflight = (origin: string, requestHeaders = 'content-type', url = '/item'): Ask => ({
  method: 'OPTIONS',
  url,
  headers: {
    host: 'api.example',
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': requestHeaders,
  },
});

/** The requests that every contender answers. */
export const asks = {
  'allowed GET': get(allowedOrigin),
  'denied GET': get(deniedOrigin),
  preflight: preflight(allowedOrigin),
} as const satisfies Record<string, Ask>;

export type AskName = keyof typeof asks;
export const askNames = Object.keys(asks) as readonly AskName[];
