import {
  type ServerCase,
  actual,
  app,
  evil,
  preflight,
  preflightVary,
  preflightVaryAlike,
} from './server-case.ts';

const partner = 'https://partner.example';

/** How levels combine, seen from outside: the route's policy answers its preflight and its requests. */
export const combinations: readonly ServerCase[] = [
  {
    name: 'each route of one server has its own policy, and its preflight has the same',
    options: {
      origin: [app],
      credentials: true,
      policies: {
        public: { origin: '*' },
        partner: { origin: partner, maxAge: 600 },
        slowPartner: { extends: 'partner', maxAge: 60 },
      },
    },
    routes: [
      { method: 'GET', path: '/me' },
      { method: 'GET', path: '/feed', cors: 'public' },
      { method: 'PUT', path: '/report', cors: 'partner' },
      { method: 'PUT', path: '/slow', cors: { extends: 'slowPartner', exposedHeaders: ['etag'] } },
      { method: 'POST', path: '/admin', cors: false },
      { method: 'POST', path: '/closed', cors: { origin: false } },
      { method: 'PUT', path: '/inherit', cors: true },
    ],
    exchanges: [
      {
        ...actual('GET', '/me', app),
        status: 200,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        },
      },
      {
        ...actual('GET', '/feed', evil),
        status: 200,
        answer: { 'access-control-allow-origin': '*' },
      },
      {
        ...preflight('/report', partner, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': partner,
          'access-control-allow-methods': 'PUT',
          'access-control-max-age': '600',
          vary: preflightVary,
        },
      },
      { ...preflight('/report', app, 'PUT'), status: 403, answer: { vary: preflightVary } },
      {
        ...actual('PUT', '/slow', partner),
        status: 200,
        answer: {
          'access-control-allow-origin': partner,
          'access-control-expose-headers': 'etag',
          vary: 'Origin',
        },
      },
      {
        ...preflight('/slow', partner, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': partner,
          'access-control-allow-methods': 'PUT',
          'access-control-max-age': '60',
          vary: preflightVary,
        },
      },
      ...['/admin', '/closed'].flatMap((path) => [
        { ...actual('POST', path, app), status: 200, answer: {} },
        { ...actual('POST', path), status: 200, answer: {} },
        { ...preflight(path, app, 'POST'), status: 403, answer: { vary: preflightVaryAlike } },
        // Every route of the path is off, so another method is too.
        { ...preflight(path, app, 'DELETE'), status: 403, answer: { vary: preflightVaryAlike } },
      ]),
      {
        ...preflight('/inherit', app, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'PUT',
          vary: preflightVary,
        },
      },
    ],
  },
  {
    name: 'origin and credentials are one trust group: new origins do not inherit credentials',
    options: { origin: [app], credentials: true, exposedHeaders: ['etag'] },
    routes: [
      { method: 'GET', path: '/partner', cors: { origin: [partner] } },
      { method: 'GET', path: '/open', cors: { credentials: false } },
      { method: 'GET', path: '/bare', cors: { exposedHeaders: [] } },
    ],
    exchanges: [
      {
        ...actual('GET', '/partner', partner),
        status: 200,
        answer: {
          'access-control-allow-origin': partner,
          'access-control-expose-headers': 'etag',
          vary: 'Origin',
        },
      },
      { ...actual('GET', '/partner', app), status: 200, answer: { vary: 'Origin' } },
      {
        ...actual('GET', '/open', app),
        status: 200,
        answer: {
          'access-control-allow-origin': app,
          'access-control-expose-headers': 'etag',
          vary: 'Origin',
        },
      },
      {
        ...actual('GET', '/bare', app),
        status: 200,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        },
      },
    ],
  },
  {
    name: 'off around, on for the route that opts in',
    options: { origin: false, exposedHeaders: ['etag'], policies: { public: { origin: '*' } } },
    routes: [
      { method: 'GET', path: '/private' },
      { method: 'PUT', path: '/open', cors: { origin: [app] } },
      { method: 'GET', path: '/feed', cors: 'public' },
    ],
    exchanges: [
      { ...actual('GET', '/private', app), status: 200, answer: {} },
      { ...preflight('/private', app, 'GET'), status: 403, answer: { vary: preflightVaryAlike } },
      {
        ...actual('PUT', '/open', app),
        status: 200,
        answer: {
          'access-control-allow-origin': app,
          'access-control-expose-headers': 'etag',
          vary: 'Origin',
        },
      },
      {
        ...preflight('/open', app, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'PUT',
          vary: preflightVary,
        },
      },
      {
        ...actual('GET', '/feed', app),
        status: 200,
        answer: { 'access-control-allow-origin': '*' },
      },
      { ...preflight('/missing', app, 'PUT'), status: 403, answer: { vary: preflightVaryAlike } },
      { ...actual('GET', '/missing', app), status: 404, answer: {} },
    ],
  },
  {
    name: 'a preflight lists those methods of the path that share the very same policy',
    options: { origin: [app] },
    routes: [
      { method: 'GET', path: '/doc' },
      { method: 'PUT', path: '/doc' },
      { method: 'PATCH', path: '/doc', cors: { maxAge: 60 } },
      { method: 'DELETE', path: '/doc', cors: { origin: [partner] } },
      { method: 'POST', path: '/doc', cors: false },
    ],
    exchanges: [
      {
        ...preflight('/doc', app, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/doc', app, 'PATCH'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'PATCH',
          'access-control-max-age': '60',
          vary: preflightVary,
        },
      },
      { ...preflight('/doc', app, 'DELETE'), status: 403, answer: { vary: preflightVary } },
      {
        ...preflight('/doc', partner, 'DELETE'),
        status: 204,
        answer: {
          'access-control-allow-origin': partner,
          'access-control-allow-methods': 'DELETE',
          vary: preflightVary,
        },
      },
      { ...preflight('/doc', app, 'POST'), status: 403, answer: { vary: preflightVaryAlike } },
    ],
  },
  {
    name: 'beside a route that is off, a method that is not routed is granted no header, and not remembered',
    options: { origin: [app], maxAge: 600 },
    routes: [
      { method: 'GET', path: '/admin' },
      { method: 'POST', path: '/admin', cors: false },
    ],
    exchanges: [
      {
        ...preflight('/admin', app, 'POST', 'content-type'),
        status: 403,
        answer: { vary: preflightVaryAlike },
      },
      {
        ...preflight('/admin', app, 'PATCH', 'content-type'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
    ],
  },
  {
    name: 'a list of methods cuts what is routed, and never widens it',
    options: { origin: [app], methods: ['get', 'PUT', 'PATCH'] },
    routes: [
      { method: 'GET', path: '/doc' },
      { method: 'PUT', path: '/doc' },
      { method: 'DELETE', path: '/doc' },
      { method: 'DELETE', path: '/gone', cors: { methods: '*' } },
    ],
    exchanges: [
      {
        ...preflight('/doc', app, 'PUT'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'GET,HEAD,PUT',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/doc', app, 'DELETE'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/doc', app, 'PATCH'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-max-age': '0',
          vary: preflightVary,
        },
      },
      {
        ...preflight('/gone', app, 'DELETE'),
        status: 204,
        answer: {
          'access-control-allow-origin': app,
          'access-control-allow-methods': 'DELETE',
          vary: preflightVary,
        },
      },
    ],
  },
];
