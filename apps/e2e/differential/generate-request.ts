import type { PageRequest } from './pair.ts';
import type { Random } from './random.ts';

/** A call as a page might make it, valid or not. */
export function generateRequest(random: Random): PageRequest {
  const mode = random.chance(0.88) ? 'cors' : random.pick(['no-cors', 'same-origin'] as const);
  const method = mode === 'no-cors' ? random.pick(safelisted) : random.pick(methods);
  const headers = random.chance(0.5) ? oncePerName(random.some(requestHeaders, 0.08)) : [];
  return {
    method,
    headers,
    body: bodyFor(random, method),
    mode,
    credentials: random.pick(['include', 'include', 'omit', 'same-origin', 'same-origin']),
    redirect: random.chance(0.85) ? 'follow' : random.pick(['error', 'manual']),
  };
}

/** The same call but for one thing: what it is granted may stand in the preflight cache, or not. */
export function varyRequest(random: Random, request: PageRequest): PageRequest {
  const change = random.pick(['nothing', 'nothing', 'method', 'headers', 'credentials'] as const);
  switch (change) {
    case 'nothing':
      return request;
    case 'method': {
      const method = random.pick(request.mode === 'no-cors' ? safelisted : methods);
      return { ...request, method, body: bodyFor(random, method) };
    }
    case 'headers':
      return { ...request, headers: oncePerName(random.some(requestHeaders, 0.12)) };
    case 'credentials':
      return { ...request, credentials: random.pick(['include', 'omit', 'same-origin']) };
  }
}

function bodyFor(random: Random, method: string): string | null {
  return !['GET', 'HEAD', 'get'].includes(method) && random.chance(0.6) ? 'body' : null;
}

/** How a page's doubled lines travel is up to HTTP, and browsers differ in it. */
function oncePerName(headers: PageRequest['headers']): PageRequest['headers'] {
  const byName = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  return [...byName.values()];
}

const safelisted: readonly [string, ...string[]] = ['GET', 'POST', 'HEAD'];

const methods: readonly [string, ...string[]] = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'PUT',
  'PUT',
  'put',
  'DELETE',
  'PATCH',
  'patch',
  'OPTIONS',
  'CHICKEN',
  'get',
  '*',
];

/** Safelisted and not, just within the limits and just beyond. */
const requestHeaders: readonly (readonly [string, string])[] = [
  ['X-Token', '1'],
  ['x-other', ''],
  ['Authorization', 'Bearer x'],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'text/plain; charset=utf-8'],
  ['Content-Type', 'multipart/form-data;"'],
  ['Content-Type', 'text/plain,text/plain'],
  ['Accept', 'text/html'],
  ['Accept', 'a(b'],
  ['Accept', 'x'.repeat(128)],
  ['Accept', 'x'.repeat(129)],
  ['Accept-Language', 'de, en;q=0.5'],
  ['Accept-Language', 'a_b'],
  ['Content-Language', 'de'],
  ['Content-Language', '@'],
  ['Range', 'bytes=0-9'],
  ['Range', 'bytes=-9'],
  ['Range', 'bytes=9-0'],
  ['Cache-Control', 'no-cache'],
  ['Origin', 'https://forged.example'],
  ['Sec-Forged', '1'],
  ['X-HTTP-Method-Override', 'TRACE'],
  ['X-HTTP-Method-Override', 'PUT'],
  ['*', '1'],
];
