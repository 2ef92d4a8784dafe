import type { CacheAnswer, CacheCall, CacheScenario } from './scenario.ts';

type Headers = CacheAnswer['headers'];

export const fresh: Headers = { 'cache-control': 'max-age=600' };
export const stale: Headers = { 'cache-control': 'max-age=60', age: '100' };
/** For all origins, */
export const open: Headers = { 'access-control-allow-origin': '*' };
/** or for the one that asked; without saying so, */
export const asked: Headers = { 'access-control-allow-origin': '{asked}' };
/** or with. */
export const varying: Headers = { vary: 'Origin' };
export const etag: Headers = { etag: '"v1"' };
export const longAgo: Headers = { 'last-modified': 'Mon, 05 Jan 2026 10:00:00 GMT' };

export const cors: CacheCall = { mode: 'cors' };
export const noCors: CacheCall = { mode: 'no-cors' };

/** One answer to all requests. */
export function always(headers: Headers, status = 200): CacheScenario['answers'] {
  return { a: [{ status, headers }] };
}

/** A first answer, and those to what comes next. */
export function inTurn(first: Headers, ...next: readonly CacheAnswer[]): CacheScenario['answers'] {
  return { a: [{ headers: first }, ...next] };
}

export function notModified(headers: Headers): CacheAnswer {
  return { status: 304, headers };
}
