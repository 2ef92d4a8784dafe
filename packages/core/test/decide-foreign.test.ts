import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isOriginOfHost } from '../src/fetch/provenance.ts';
import {
  type CorsOptions,
  createResolver,
  decideActual,
  decideForeign,
  emptyDraft,
  isForeign,
  provenanceOf,
} from '../src/index.ts';
import { nowhere } from './nowhere.ts';

function policyOf(options: CorsOptions) {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: options });
  const policy = resolver.resolve(draft)?.policy;
  resolver.report.finish();
  if (policy === undefined) throw new Error('nothing was refused');
  return policy;
}

function decide(options: CorsOptions, method: string, headers: Record<string, string>) {
  const decision = decideActual(policyOf(options), headers['origin'], undefined, nowhere);
  if (decision instanceof Promise) throw new Error('a list answers at once');
  return { decision, provenance: provenanceOf(method, headers, headers['host']) };
}

const app = 'https://app.example';
const hosts = ['api.example', 'api.example:8080', 'api.example:443', 'API.example', '[::1]:3000'];
const origins = [
  app,
  'https://api.example',
  'http://api.example',
  'https://api.example:8080',
  'http://api.example:443',
  'http://[::1]:3000',
  'https://evil.example',
  'null',
  '',
  'https://api.example/',
  'capacitor://api.example',
];
const sites = ['same-origin', 'same-site', 'cross-site', 'none', '', 'SAME-ORIGIN', 'x'];
const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'post', 'QUERY'];

/** The same question, asked with the platform's own URL parser and no early return. */
function naivelyRefused(
  enforce: boolean | 'all',
  method: string,
  headers: Readonly<Record<string, string>>,
): boolean {
  const { origin, host = '' } = headers;
  const site = headers['sec-fetch-site'];
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const isRead = method === 'GET' || method === 'HEAD';
  const asked =
    enforce !== false &&
    (headers['upgrade'] === 'websocket' ||
      (method !== 'OPTIONS' && (!isRead || (enforce === 'all' && !isLink))));
  const sameHost = ['http', 'https'].some(
    (scheme) =>
      origin !== undefined &&
      URL.canParse(`${scheme}://${host}`) &&
      new URL(`${scheme}://${host}`).origin === origin,
  );
  const isFriend =
    site === 'same-origin' ||
    site === 'none' ||
    origin === app ||
    (site === undefined && (origin === undefined || sameHost));
  return asked && !isFriend;
}

describe('a refused sender', () => {
  test('is the same for a naive twin', () => {
    const optional = <T>(values: readonly T[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(true, false, 'all' as const),
        fc.constantFrom(...methods),
        fc.record({
          host: fc.constantFrom(...hosts),
          origin: optional(origins),
          'sec-fetch-site': optional(sites),
          'sec-fetch-mode': optional(['navigate', 'cors', 'no-cors', 'websocket']),
          'sec-fetch-dest': optional(['document', 'iframe', 'empty']),
          upgrade: optional(['websocket']),
        }),
        (enforce, method, given) => {
          const headers = Object.fromEntries(
            Object.entries(given).filter(([, value]) => value !== undefined),
          ) as Record<string, string>;
          const { decision, provenance } = decide({ origin: app, enforce }, method, headers);
          const refused = decideForeign(decision, provenance) !== undefined;
          expect(refused).toBe(naivelyRefused(enforce, method, headers));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('who may not read with credentials may not send', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...origins),
        fc.constantFrom('same-site', 'cross-site'),
        fc.constantFrom('POST', 'PUT', 'DELETE'),
        (origin, site, method) => {
          const options = { origin: app, credentials: true, enforce: true } as const;
          const headers = { host: 'api.example', origin, 'sec-fetch-site': site };
          const { decision, provenance } = decide(options, method, headers);
          expect(decideForeign(decision, provenance) === undefined).toBe(decision.allowed);
        },
      ),
    );
  });

  test.each([
    ['websocket', true],
    ['WebSocket', true],
    ['h2c, websocket', true],
    ['h2c', false],
    ['xwebsocket', false],
  ])('a GET that upgrades to %s is asked about: %s', (upgrade, isAsked) => {
    const headers = { host: 'api.example', origin: 'https://evil.example', upgrade };
    const { decision, provenance } = decide({ origin: app, enforce: true }, 'GET', headers);
    expect(decideForeign(decision, provenance) !== undefined).toBe(isAsked);
  });

  test('the question can be asked where nothing is enforced', () => {
    const headers = { host: 'api.example', origin: 'https://evil.example' };
    const { decision, provenance } = decide({ origin: app }, 'GET', headers);
    expect(decideForeign(decision, provenance)).toBeUndefined();
    expect(isForeign(decision, provenance)).toBe(true);
  });

  test('is plain data that says which header decided', () => {
    const headers = { host: 'api.example', origin: 'https://evil.example' };
    const { decision, provenance } = decide({ origin: app, enforce: true }, 'POST', headers);
    expect(decideForeign(decision, provenance)).toEqual({
      kind: 'foreign',
      allowed: false,
      reason: 'foreign-request',
      origin: 'https://evil.example',
      policy: decision.policy,
      cause: undefined,
      method: 'POST',
      isWebSocket: false,
      site: undefined,
      host: 'api.example',
    });
  });
});

test.each([
  ['https://a.example', 'a.example', true],
  ['http://a.example', 'a.example', true],
  ['https://a.example', 'a.example:443', true],
  ['http://a.example', 'a.example:443', false],
  ['https://a.example:8443', 'a.example:8443', true],
  ['https://a.example:8443', 'a.example', false],
  ['https://a.example', 'a.example:0443', false],
  ['https://a.example', 'a.example:', false],
  ['https://a.example', '', false],
  ['https://[::1]', '[::1]', true],
  ['https://[::1]', '[0:0:0:0:0:0:0:1]', false],
  ['null', 'null', false],
  ['ftp://a.example', 'a.example', false],
])('%s is of the host %j: %s', (origin, host, isOwn) => {
  expect(isOriginOfHost(origin, host)).toBe(isOwn);
});
