/** What a contender is asked. */
export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const allowedOrigin = 'https://app.example';
const deniedOrigin = 'https://evil.example';
/** Denied whatever is listed: `.test` is below no pattern, and has as many labels as those that are. */
const unlistedOrigin = 'https://app.test';

const get = (origin?: string, url = '/item'): Ask => ({
  method: 'GET',
  url,
  headers: { host: 'api.example', ...(origin !== undefined && { origin }) },
});

const preflight = (origin: string, requestHeaders = 'content-type', url = '/item'): Ask => ({
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
const everyday = {
  'GET without Origin': get(),
  'allowed GET': get(allowedOrigin),
  'denied GET': get(deniedOrigin),
  preflight: preflight(allowedOrigin),
} as const;

/** For routers: only the servers with parameters in their paths answer these. */
const parametric = {
  'allowed GET with a parameter': get(allowedOrigin, '/items/7/parts/12'),
  'preflight with a parameter': preflight(allowedOrigin, 'content-type', '/items/7/parts/12'),
} as const;

/** As another site's page sends it; no preflight has to come before it. */
const post: Ask = {
  method: 'POST',
  url: '/votes',
  headers: { host: 'api.example', origin: allowedOrigin, 'sec-fetch-site': 'cross-site' },
};

const names = Array.from({ length: 1_000 }, (_, index) => `x-header-${index}`.padEnd(15, 'x'));

/** What only an attacker sends, and an ordinary denial to compare it with. All of it is denied. */
const hostile = {
  'denied preflight': preflight(unlistedOrigin),
  'Origin of 8 KB': preflight(`https://${'a'.repeat(8_192)}.test`),
  'Origin of many labels': preflight(`https://${'a.'.repeat(120)}test`),
  '1,000 header names': preflight(allowedOrigin, names.join(',')),
  'blanks within bounds of size': preflight(allowedOrigin, `a${' '.repeat(4_000)}`),
  'commas within bounds of size': preflight(allowedOrigin, ','.repeat(4_000)),
  'names up to the bound of size': preflight(unlistedOrigin, names.join(',').slice(0, 4_095)),
} as const;

export const asks = {
  ...everyday,
  ...parametric,
  ...hostile,
  'unlisted GET': get(unlistedOrigin),
  'allowed POST': post,
} as const satisfies Record<string, Ask>;

export type AskName = keyof typeof asks;

const namesOf = (group: Partial<Record<AskName, Ask>>): readonly AskName[] =>
  Object.keys(group) as AskName[];

export const everydayAsks: readonly AskName[] = namesOf(everyday);
export const parametricAsks: readonly AskName[] = namesOf(parametric);
export const hostileAsks: readonly AskName[] = namesOf(hostile);
