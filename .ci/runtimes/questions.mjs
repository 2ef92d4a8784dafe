/** Twenty questions, and what every server answers, whatever runs it. */

const app = 'https://app.example';
const evil = 'https://evil.example';

const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

const get = (path, headers = {}) => ({ method: 'GET', path, headers });
const post = (path, headers) => ({ method: 'POST', path, headers });
const preflight = (path, method, origin, names) => ({
  method: 'OPTIONS',
  path,
  headers: {
    origin,
    'access-control-request-method': method,
    ...(names === undefined ? {} : { 'access-control-request-headers': names }),
  },
});

export const questions = [
  { name: 'no Origin', request: get('/me'), answer: { status: 200, headers: { vary: 'Origin' } } },
  {
    name: 'no Origin, a policy for everybody',
    request: get('/feed'),
    answer: { status: 200, headers: { 'access-control-allow-origin': '*' } },
  },
  {
    name: 'an allowed origin',
    request: get('/me', { origin: app }),
    answer: {
      status: 200,
      headers: {
        vary: 'Origin',
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-total',
      },
    },
  },
  {
    name: 'an origin of a pattern',
    request: get('/me', { origin: 'https://a.preview.example' }),
    answer: {
      status: 200,
      headers: {
        vary: 'Origin',
        'access-control-allow-origin': 'https://a.preview.example',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-total',
      },
    },
  },
  {
    name: 'a denied origin',
    request: get('/me', { origin: evil }),
    answer: { status: 200, headers: { vary: 'Origin' } },
  },
  {
    name: 'an opaque origin',
    request: get('/me', { origin: 'null' }),
    answer: { status: 200, headers: { vary: 'Origin' } },
  },
  {
    name: 'anybody, a policy for everybody',
    request: get('/feed', { origin: evil }),
    answer: { status: 200, headers: { 'access-control-allow-origin': '*' } },
  },
  {
    name: 'an origin of a RegExp',
    request: get('/pattern', { origin: 'https://a.pattern.example' }),
    answer: {
      status: 200,
      headers: { vary: 'Origin', 'access-control-allow-origin': 'https://a.pattern.example' },
    },
  },
  {
    name: 'an error of the handler',
    request: get('/error', { origin: app }),
    answer: {
      status: 500,
      headers: {
        vary: 'Origin',
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-total',
      },
    },
  },
  {
    name: 'a path that nothing is routed at',
    request: get('/nowhere', { origin: app }),
    answer: {
      status: 404,
      headers: {
        vary: 'Origin',
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-total',
      },
    },
  },
  {
    name: 'a preflight',
    request: preflight('/me', 'PUT', app, 'content-type'),
    answer: {
      status: 204,
      headers: {
        vary: preflightVary,
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'content-type',
      },
    },
  },
  {
    name: 'a preflight for a denied header',
    request: preflight('/me', 'PUT', app, 'x-secret'),
    answer: {
      status: 204,
      headers: {
        vary: preflightVary,
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PUT',
        'access-control-max-age': '0',
      },
    },
  },
  {
    name: 'a preflight for a method that is not routed',
    request: preflight('/me', 'DELETE', app),
    answer: {
      status: 204,
      headers: {
        vary: preflightVary,
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '0',
      },
    },
  },
  {
    name: 'a preflight from a denied origin',
    request: preflight('/me', 'PUT', evil),
    answer: { status: 403, headers: { vary: preflightVary } },
  },
  {
    name: 'a preflight with a path parameter',
    request: preflight('/items/7', 'PATCH', 'https://partner.example'),
    answer: {
      status: 204,
      headers: {
        vary: preflightVary,
        'access-control-allow-origin': 'https://partner.example',
        'access-control-allow-methods': 'PATCH',
        'access-control-max-age': '600',
      },
    },
  },
  {
    name: 'a preflight that a function judges',
    request: preflight('/asked', 'DELETE', 'https://asked.example'),
    answer: {
      status: 204,
      headers: {
        vary: preflightVary,
        'access-control-allow-origin': 'https://asked.example',
        'access-control-allow-methods': 'DELETE',
      },
    },
  },
  {
    name: 'a preflight where CORS is off',
    request: preflight('/admin', 'POST', app),
    answer: {
      status: 403,
      headers: { vary: 'Access-Control-Request-Method, Access-Control-Request-Headers' },
    },
  },
  {
    name: 'a request where CORS is off',
    request: post('/admin', { origin: app }),
    answer: { status: 200, headers: {} },
  },
  {
    name: "a forged request of another site's page",
    request: post('/transfer', { origin: evil, 'sec-fetch-site': 'cross-site' }),
    answer: { status: 403, headers: { vary: 'Origin' } },
  },
  {
    name: "a request of the server's own page",
    request: post('/transfer', { origin: evil, 'sec-fetch-site': 'same-origin' }),
    answer: { status: 200, headers: { vary: 'Origin' } },
  },
];
