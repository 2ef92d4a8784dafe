import type { FailureCode } from '../../src/index.ts';

/** A request, the preflight's answer beyond the CORS check, and what comes of it. */
export interface PreflightCase {
  readonly name: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: 'include' | 'omit';
  readonly status?: number;
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly location?: string;
  readonly expected: FailureCode | 'passed';
}

const put = { method: 'PUT' } as const;
const token = { method: 'PUT', allowMethods: ['PUT'], headers: { 'X-Token': '1' } } as const;
const include = { credentials: 'include' } as const;

/** (Fetch, "CORS-preflight fetch"; wpt: fetch/api/cors/cors-preflight, -star, -status, -response-validation, cors/status-preflight, cors/allow-headers, xhr/access-control-preflight-*) */
export const preflightCases: readonly PreflightCase[] = [
  ...[200, 201, 202, 204, 205, 226, 299].map((status): PreflightCase => ({
    name: `status ${status}`,
    ...put,
    status,
    allowMethods: ['PUT'],
    expected: 'passed',
  })),
  ...[304, 300, 305, 306, 400, 401, 403, 404, 405, 500, 501, 503, 600, 699, 999].map(
    (status): PreflightCase => ({
      name: `status ${status}`,
      ...put,
      status,
      allowMethods: ['PUT'],
      expected: 'preflight-status',
    }),
  ),
  ...[301, 302, 303, 307, 308].map((status): PreflightCase => ({
    name: `redirect ${status}`,
    ...put,
    status,
    location: '/elsewhere',
    expected: 'preflight-redirect',
  })),
  { name: 'redirect without a Location', ...put, status: 302, expected: 'preflight-redirect' },

  { name: 'method listed', ...put, allowMethods: ['GET, PUT'], expected: 'passed' },
  {
    name: 'method listed over two lines',
    ...put,
    allowMethods: ['GET', 'PUT'],
    expected: 'passed',
  },
  {
    name: 'method listed without blanks',
    ...put,
    allowMethods: ['GET,PUT,DELETE'],
    expected: 'passed',
  },
  { name: 'empty elements', ...put, allowMethods: [',, ,PUT,'], expected: 'passed' },
  {
    name: 'method not listed',
    ...put,
    allowMethods: ['GET, POST'],
    expected: 'method-not-allowed',
  },
  { name: 'no list of methods', ...put, expected: 'method-not-allowed' },
  { name: 'blank list of methods', ...put, allowMethods: [''], expected: 'method-not-allowed' },
  { name: 'method in lower case', ...put, allowMethods: ['put'], expected: 'method-not-allowed' },
  {
    name: 'patch is not PATCH',
    method: 'patch',
    allowMethods: ['PATCH'],
    expected: 'method-not-allowed',
  },
  {
    name: 'PATCH is not patch',
    method: 'PATCH',
    allowMethods: ['patch'],
    expected: 'method-not-allowed',
  },
  { name: 'patch is patch', method: 'patch', allowMethods: ['patch'], expected: 'passed' },
  { name: 'put is sent as PUT', method: 'put', allowMethods: ['PUT'], expected: 'passed' },
  {
    name: 'any token is a method',
    method: 'CHICKEN',
    allowMethods: ['CHICKEN'],
    expected: 'passed',
  },
  { name: 'any method by *', method: 'SUPER', allowMethods: ['*'], expected: 'passed' },
  { name: '* beside others', ...put, allowMethods: ['GET, *'], expected: 'passed' },
  {
    name: '* with credentials',
    ...put,
    ...include,
    allowMethods: ['*'],
    expected: 'method-wildcard-with-credentials',
  },
  {
    name: 'the method * with credentials',
    method: '*',
    ...include,
    allowMethods: ['*'],
    expected: 'passed',
  },
  {
    name: 'GET needs no listing',
    headers: { 'x-token': '1' },
    allowMethods: ['get'],
    allowHeaders: ['x-token'],
    expected: 'passed',
  },
  {
    name: 'POST needs no listing',
    method: 'POST',
    headers: { 'x-token': '1' },
    allowMethods: ['PUT'],
    allowHeaders: ['x-token'],
    expected: 'passed',
  },
  {
    name: 'a method with a blank',
    ...put,
    allowMethods: ['PUT, Bad name'],
    expected: 'allow-methods-malformed',
  },
  { name: 'quoted methods', ...put, allowMethods: ['"PUT"'], expected: 'allow-methods-malformed' },
  {
    name: 'methods between semicolons',
    ...put,
    allowMethods: ['GET; PUT'],
    expected: 'allow-methods-malformed',
  },
  {
    name: 'one bad line of two',
    ...put,
    allowMethods: ['PUT', 'G@T'],
    expected: 'allow-methods-malformed',
  },
  {
    name: 'bad methods do not spare GET',
    headers: { 'x-token': '1' },
    allowMethods: ['G T'],
    allowHeaders: ['x-token'],
    expected: 'allow-methods-malformed',
  },

  { name: 'header listed', ...token, allowHeaders: ['content-type, x-token'], expected: 'passed' },
  {
    name: 'header listed in another case',
    ...token,
    allowHeaders: ['X-TOKEN'],
    expected: 'passed',
  },
  {
    name: 'header listed over two lines',
    ...token,
    allowHeaders: ['a', 'x-token'],
    expected: 'passed',
  },
  {
    name: 'header not listed',
    ...token,
    allowHeaders: ['content-type'],
    expected: 'header-not-allowed',
  },
  { name: 'no list of headers', ...token, expected: 'header-not-allowed' },
  { name: 'blank list of headers', ...token, allowHeaders: [''], expected: 'header-not-allowed' },
  {
    name: 'one of two headers',
    ...token,
    headers: { 'x-token': '1', 'x-other': '2' },
    allowHeaders: ['x-token'],
    expected: 'header-not-allowed',
  },
  { name: 'header by *', ...token, allowHeaders: ['*'], expected: 'passed' },
  {
    name: 'header by * with credentials',
    ...token,
    ...include,
    allowHeaders: ['*'],
    expected: 'header-wildcard-with-credentials',
  },
  {
    name: 'the header * with credentials',
    ...token,
    ...include,
    headers: { '*': '1' },
    allowHeaders: ['*'],
    expected: 'passed',
  },
  {
    name: 'Authorization by *',
    ...token,
    headers: { Authorization: 'x' },
    allowHeaders: ['*'],
    expected: 'authorization-not-listed',
  },
  {
    name: 'Authorization by name',
    ...token,
    headers: { Authorization: 'x' },
    allowHeaders: ['authorization'],
    expected: 'passed',
  },
  {
    name: 'Authorization beside *',
    ...token,
    headers: { Authorization: 'x', 'x-a': '1' },
    allowHeaders: ['*, Authorization'],
    expected: 'passed',
  },
  {
    name: 'Authorization by nothing',
    ...token,
    headers: { Authorization: 'x' },
    expected: 'header-not-allowed',
  },
  {
    name: 'a header with a blank',
    ...token,
    allowHeaders: ['x-token, header name'],
    expected: 'allow-headers-malformed',
  },
  {
    name: 'quoted headers',
    ...token,
    allowHeaders: ['"x-token"'],
    expected: 'allow-headers-malformed',
  },
  {
    name: 'a no-break space is no blank',
    ...token,
    allowHeaders: ['\u00a0x-token'],
    expected: 'allow-headers-malformed',
  },
  {
    name: 'bad headers where none were asked',
    ...put,
    allowMethods: ['PUT'],
    allowHeaders: ['a b'],
    expected: 'allow-headers-malformed',
  },
  {
    name: 'JSON needs content-type',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    allowHeaders: ['accept'],
    expected: 'header-not-allowed',
  },
  {
    name: 'a safelisted header needs nothing',
    ...put,
    headers: { 'accept-language': 'de' },
    allowMethods: ['PUT'],
    expected: 'passed',
  },
];
