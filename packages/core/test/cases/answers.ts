import {
  type ServerCase,
  actual,
  app,
  evil,
  preflight,
  preflightVary,
  preflightVaryAlike,
} from './server-case.ts';

const methodDenied = {
  status: 204,
  answer: {
    'access-control-allow-origin': app,
    'access-control-max-age': '0',
    vary: preflightVary,
  },
} as const;
const refused = { status: 403, answer: { vary: preflightVary } } as const;
const anybody = { 'access-control-allow-origin': '*' } as const;
const reflected = { 'access-control-allow-origin': app, vary: 'Origin' } as const;
const credentialed = {
  'access-control-allow-origin': app,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
} as const;

/** What a server answers: to whom, on which kind of request, with which headers. */
export const answers: readonly ServerCase[] = [
  {
    name: 'no options at all is for everybody, without credentials',
    options: {},
    routes: [{ method: 'GET', path: '/feed' }],
    exchanges: [
      { ...actual('GET', '/feed', evil), status: 200, answer: anybody },
      { ...actual('GET', '/feed'), status: 200, answer: anybody },
      { ...actual('GET', '/feed', 'null'), status: 200, answer: anybody },
      { ...actual('GET', '/missing', evil), status: 404, answer: anybody },
      {
        ...preflight('/feed', evil, 'GET', 'x-a'),
        status: 204,
        answer: {
          ...anybody,
          'access-control-allow-methods': 'GET,HEAD',
          'access-control-allow-headers': 'x-a',
          vary: preflightVaryAlike,
        },
      },
    ],
  },
  {
    name: 'an allowlist reflects what is in it, and says nothing to the rest',
    options: { origin: [app, 'https://*.preview.example', 'http://localhost:*'] },
    routes: [
      { method: 'GET', path: '/items' },
      { method: 'PUT', path: '/items' },
    ],
    exchanges: [
      { ...actual('GET', '/items', app), status: 200, answer: reflected },
      { ...actual('PUT', '/items', app), status: 200, answer: reflected },
      ...['https://a.preview.example', 'https://a.b.preview.example'].map((origin) => ({
        ...actual('GET', '/items', origin),
        status: 200,
        answer: { ...reflected, 'access-control-allow-origin': origin },
      })),
      ...['http://localhost', 'http://localhost:3000'].map((origin) => ({
        ...actual('GET', '/items', origin),
        status: 200,
        answer: { ...reflected, 'access-control-allow-origin': origin },
      })),
      ...[
        evil,
        'null',
        '',
        'https://app.example.evil.example',
        'https://APP.example',
        'https://app.example/',
        'https://app.example:443',
        'http://app.example',
        'https://app.example:8443',
        'https://preview.example',
        'https://evilpreview.example',
        'https://.preview.example',
        'http://a.preview.example',
        'https://a.preview.example:8443',
        'https://localhost:3000',
        'https://app.example, https://evil.example',
      ].map((origin) => ({
        ...actual('GET', '/items', origin),
        status: 200,
        answer: { vary: 'Origin' },
      })),
      { ...actual('GET', '/items'), status: 200, answer: { vary: 'Origin' } },
      { ...actual('GET', '/missing', app), status: 404, answer: reflected },
      { ...actual('GET', '/missing', evil), status: 404, answer: { vary: 'Origin' } },
    ],
  },
  {
    name: 'credentials are said on the preflight and on the actual response alike',
    options: { origin: [app], credentials: true },
    routes: [
      { method: 'GET', path: '/me' },
      { method: 'DELETE', path: '/me' },
    ],
    exchanges: [
      { ...actual('GET', '/me', app), status: 200, answer: credentialed },
      { ...actual('GET', '/me', evil), status: 200, answer: { vary: 'Origin' } },
      { ...actual('GET', '/me'), status: 200, answer: { vary: 'Origin' } },
      {
        ...preflight('/me', app, 'DELETE', 'authorization,content-type'),
        status: 204,
        answer: {
          ...credentialed,
          'access-control-allow-methods': 'GET,HEAD,DELETE',
          'access-control-allow-headers': 'authorization,content-type',
          vary: preflightVary,
        },
      },
      { ...preflight('/me', evil, 'DELETE'), ...refused },
    ],
  },
  {
    name: 'a preflight that is refused or malformed is a 403 and shows nothing',
    options: { origin: [app], maxAge: 600, allowedHeaders: ['content-type'] },
    routes: [{ method: 'PUT', path: '/items' }],
    exchanges: [
      { ...preflight('/items', evil, 'PUT'), ...refused },
      { ...preflight('/items', 'null', 'PUT'), ...refused },
      { ...preflight('/items', '', 'PUT'), ...refused },
      { ...preflight('/items', 'https://app.example, https://app.example', 'PUT'), ...refused },
      { ...preflight('/items', app, 'PUT, PUT'), ...refused },
      { ...preflight('/items', app, ''), ...refused },
      { ...preflight('/items', app, 'PUT', 'content type'), ...refused },
      { ...preflight('/items', app, 'PUT', 'x:y'), ...refused },
      { ...preflight('/items', app, 'PUT', ','.repeat(100)), ...refused },
      { ...preflight('/items', app, 'PUT', 'x-a,'.repeat(2_000)), ...refused },
    ],
  },
  {
    // The console names what is denied, and no browser keeps what such an answer grants beside it:
    // WebKit keeps answers that it refused, unless they say 0.
    name: 'what is denied is missing from an answer that says the rest and is not to be remembered',
    options: { origin: [app], maxAge: 600, allowedHeaders: ['Content-Type', 'X-Request-Id'] },
    routes: [
      { method: 'GET', path: '/items' },
      { method: 'PUT', path: '/items' },
    ],
    exchanges: [
      {
        ...preflight('/items', app, 'PUT', 'content-type'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-allow-headers': 'content-type,x-request-id',
          'access-control-max-age': '600',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/items', app, 'PUT', 'Content-Type , X-REQUEST-ID,'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-allow-headers': 'content-type,x-request-id',
          'access-control-max-age': '600',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/items', app, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-max-age': '600',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/items', app, 'PUT', 'content-type,x-secret'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-allow-headers': 'content-type',
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/items', app, 'PUT', 'X-Secret, X-Request-Id, Content-Type, x-request-id'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-allow-headers': 'x-request-id,content-type',
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/items', app, 'PUT', 'x-secret'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      ...[
        preflight('/items', app, 'DELETE', 'content-type'),
        preflight('/items', app, 'DELETE', 'content-type,x-secret'),
        preflight('/items', app, 'DELETE'),
        preflight('/items', app, 'put', 'content-type'),
        preflight('/items', app, 'put'),
      ].map((asked) => ({ ...asked, ...methodDenied })),
      {
        ...preflight('/missing', app, 'DELETE', 'content-type'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'DELETE',
          'access-control-allow-headers': 'content-type,x-request-id',
          'access-control-max-age': '600',
          vary: preflightVary,
        },
      },
    ],
  },
  {
    name: 'an asterisk that a page asks for is never granted: cached, it would mean everything',
    options: { origin: [app], credentials: true, maxAge: 600 },
    routes: [{ method: 'PUT', path: '/items' }],
    exchanges: [
      {
        ...preflight('/items', app, 'PUT', '*,x-a'),
        status: 204,
        answer: {
          ...credentialed,
          'access-control-allow-methods': 'PUT',
          'access-control-allow-headers': 'x-a',
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      ...['/items', '/missing'].map((path) => ({
        ...preflight(path, app, '*', 'content-type'),
        status: 204,
        answer: { ...credentialed, 'access-control-max-age': '0', vary: preflightVary },
      })),
    ],
  },
  {
    name: 'a list of methods counts where nothing is routed, too: middleware may answer there',
    options: { origin: [app], credentials: true, methods: ['GET', 'PUT'] },
    routes: [{ method: 'PUT', path: '/items' }],
    exchanges: [
      {
        ...preflight('/missing', app, 'PUT'),
        status: 204,
        answer: { ...credentialed, 'access-control-allow-methods': 'PUT', vary: preflightVary },
      },
      {
        ...preflight('/missing', app, 'HEAD'),
        status: 204,
        answer: { ...credentialed, 'access-control-allow-methods': 'HEAD', vary: preflightVary },
      },
      {
        ...preflight('/missing', app, 'DELETE', 'content-type'),
        status: 204,
        answer: { ...credentialed, 'access-control-max-age': '0', vary: preflightVary },
      },
    ],
  },
  {
    name: 'a method that is no token is refused, whether anything is routed there or not',
    options: { origin: [app] },
    routes: [{ method: 'PUT', path: '/items' }],
    exchanges: ['/items', '/missing'].map((path) => ({
      ...preflight(path, app, 'X Y'),
      status: 403,
      answer: { vary: preflightVary },
    })),
  },
  {
    name: 'exposed headers are on actual responses only, success status on preflights only',
    options: {
      origin: [app],
      exposedHeaders: ['X-Total-Count', 'ETag'],
      optionsSuccessStatus: 200,
    },
    routes: [{ method: 'POST', path: '/items' }],
    exchanges: [
      {
        ...actual('POST', '/items', app),
        status: 200,
        answer: { ...reflected, 'access-control-expose-headers': 'x-total-count,etag' },
      },
      { ...actual('POST', '/items', evil), status: 200, answer: { vary: 'Origin' } },
      {
        ...preflight('/items', app, 'POST', 'content-type'),
        status: 200,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type',
          vary: preflightVary,
        },
      },
    ],
  },
  {
    name: 'a RegExp and a custom scheme are origins too',
    options: { origin: [/^https:\/\/pr-[0-9]+\.example\.com$/, 'capacitor://localhost'] },
    routes: [{ method: 'GET', path: '/' }],
    exchanges: [
      ...['https://pr-17.example.com', 'capacitor://localhost'].map((origin) => ({
        ...actual('GET', '/', origin),
        status: 200,
        answer: { 'access-control-allow-origin': origin, vary: 'Origin' },
      })),
      ...[
        'https://pr-x.example.com',
        'https://pr-17.example.com.evil.example',
        'capacitor://evil',
      ].map((origin) => ({
        ...actual('GET', '/', origin),
        status: 200,
        answer: { vary: 'Origin' },
      })),
    ],
  },
  {
    name: 'dangerous exceptions do what they are named for, and no more',
    options: { origin: '*', credentials: true, dangerouslyAllowAnyOrigin: true },
    routes: [
      { method: 'GET', path: '/any' },
      {
        method: 'GET',
        path: '/null',
        cors: { origin: ['null'], credentials: true, dangerouslyAllowNull: true },
      },
    ],
    exchanges: [
      {
        ...actual('GET', '/any', evil),
        status: 200,
        answer: { ...credentialed, 'access-control-allow-origin': evil },
      },
      { ...actual('GET', '/any', 'null'), status: 200, answer: { vary: 'Origin' } },
      {
        ...actual('GET', '/any', 'https://UPPER.example'),
        status: 200,
        answer: { vary: 'Origin' },
      },
      {
        ...actual('GET', '/null', 'null'),
        status: 200,
        answer: { ...credentialed, 'access-control-allow-origin': 'null' },
      },
      { ...actual('GET', '/null', app), status: 200, answer: { vary: 'Origin' } },
    ],
  },
];
