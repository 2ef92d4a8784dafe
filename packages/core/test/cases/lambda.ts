/** What a browser asks of a server behind Amazon's API Gateway, and what it is told. */
export interface LambdaCase {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** The headers of the protocol, and `Vary`; all of them. */
  readonly answer: Readonly<Record<string, string>>;
}

/** The options of the server. `/me` has GET and PUT, `/feed` has GET, `/admin` POST. */
export const lambdaOptions = {
  origin: ['https://app.example'],
  credentials: true,
  policies: { public: { origin: '*' } },
} as const;

const app = 'https://app.example';
const evil = 'https://evil.example';
const vary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

export const lambdaCases: readonly LambdaCase[] = [
  {
    name: 'no Origin',
    method: 'GET',
    path: '/me',
    headers: {},
    status: 200,
    answer: { vary: 'Origin' },
  },
  {
    name: 'an allowed origin',
    method: 'GET',
    path: '/me',
    headers: { origin: app },
    status: 200,
    answer: {
      vary: 'Origin',
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
    },
  },
  {
    name: 'a denied origin',
    method: 'GET',
    path: '/me',
    headers: { origin: evil },
    status: 200,
    answer: { vary: 'Origin' },
  },
  {
    name: 'a policy for everybody',
    method: 'GET',
    path: '/feed',
    headers: { origin: evil },
    status: 200,
    answer: { 'access-control-allow-origin': '*' },
  },
  {
    name: 'an unknown path',
    method: 'GET',
    path: '/nowhere',
    headers: { origin: app },
    status: 404,
    answer: {
      vary: 'Origin',
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
    },
  },
  {
    name: 'a preflight',
    method: 'OPTIONS',
    path: '/me',
    headers: {
      origin: app,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    },
    status: 204,
    answer: {
      vary,
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,HEAD,PUT',
      'access-control-allow-headers': 'content-type',
    },
  },
  {
    name: 'a preflight from a denied origin',
    method: 'OPTIONS',
    path: '/me',
    headers: { origin: evil, 'access-control-request-method': 'PUT' },
    status: 403,
    answer: { vary },
  },
  {
    name: 'a preflight where CORS is off',
    method: 'OPTIONS',
    path: '/admin',
    headers: { origin: app, 'access-control-request-method': 'POST' },
    status: 403,
    answer: { vary: 'Access-Control-Request-Method, Access-Control-Request-Headers' },
  },
];

type Ask = Pick<LambdaCase, 'method' | 'path' | 'headers'>;

/** The two formats of API Gateway's events, as its documentation has them. */
export const lambdaEvents = {
  '1.0': ({ method, path, headers }: Ask) => ({
    version: '1.0',
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: { host: 'api.example', ...headers },
    multiValueHeaders: Object.fromEntries(
      Object.entries({ host: 'api.example', ...headers }).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      httpMethod: method,
      path,
      protocol: 'HTTP/1.1',
      stage: '$default',
      identity: { sourceIp: '192.0.2.1' },
    },
    body: null,
    isBase64Encoded: false,
  }),
  '2.0': ({ method, path, headers }: Ask) => ({
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'api.example', ...headers },
    requestContext: {
      domainName: 'api.example',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      routeKey: '$default',
      stage: '$default',
    },
    isBase64Encoded: false,
  }),
};

/** What a function returns to API Gateway; the formats differ in what they need. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
}

/** What API Gateway would send: all values of a name, joined as HTTP joins them. */
export function lambdaAnswer({ headers = {}, multiValueHeaders = {} }: LambdaResult) {
  const joined = Object.entries({ ...headers, ...multiValueHeaders }).map(
    ([name, value]) =>
      [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const,
  );
  return Object.fromEntries(
    joined.filter(([name]) => name === 'vary' || name.startsWith('access-control-')),
  );
}
