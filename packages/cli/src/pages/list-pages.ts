import type { ListCode } from './page-groups.ts';
import { type Page, code, options } from './page.ts';

/** Of methods and header names, and of where things stand in the application. */
export const listPages: Readonly<Record<ListCode, Page>> = {
  'method-invalid': {
    means: 'An entry of methods is no method.',
    why: 'A method is a token: letters, digits and some signs. (RFC 9110, section 5.6.2)',
    wrong: options("{ origin: 'https://app.example', methods: ['PUT DELETE'] }"),
    right: options("{ origin: 'https://app.example', methods: ['PUT', 'DELETE'] }"),
  },
  'method-case': {
    means: 'A method is not in upper case.',
    why: 'Method names are case-sensitive, and browsers send patch as patch: it fails at the router. (Fetch, "normalize")',
    wrong: options("{ origin: 'https://app.example', methods: ['patch'] }"),
    right: options("{ origin: 'https://app.example', methods: ['PATCH'] }"),
  },
  'method-forbidden': {
    means: 'methods lists CONNECT, TRACE or TRACK.',
    why: 'No page can send them. (Fetch, "forbidden method")',
    wrong: options("{ origin: 'https://app.example', methods: ['TRACE'] }"),
    right: options("{ origin: 'https://app.example', methods: ['PUT'] }"),
  },
  'method-omitted': {
    means: 'methods leaves out the GET, HEAD or POST that the route itself answers.',
    why: 'Browsers send those without asking, so that leaving them out protects nothing. (Fetch, "CORS-preflight fetch", step 7)',
    wrong: code("app.get('/a', { config: { cors: { methods: ['PUT'] } } }, …)"),
    right: code("app.get('/a', { config: { cors: false } }, …)"),
  },
  'header-invalid': {
    means: 'An entry is no name of a header.',
    why: 'A name is a token: no blank, no colon, no comma. One bad name voids the whole list. (RFC 9110, section 5.6.2)',
    wrong: options("{ origin: 'https://app.example', allowedHeaders: ['x a'] }"),
    right: options("{ origin: 'https://app.example', allowedHeaders: ['x-a'] }"),
  },
  'header-forbidden': {
    means: 'allowedHeaders lists a header that no page can set.',
    why: 'The browser sets Host, Cookie, Origin and their like itself, so that the entry is left out. (Fetch, "forbidden request-header")',
    wrong: options("{ origin: 'https://app.example', allowedHeaders: ['cookie'] }"),
    right: options("{ origin: 'https://app.example', allowedHeaders: ['content-type'] }"),
  },
  'header-response-only': {
    means: 'allowedHeaders lists a header of responses.',
    why: 'No page sends it: it belongs to the answers.',
    wrong: options(
      "{ origin: 'https://app.example', allowedHeaders: ['access-control-allow-origin'] }",
    ),
    right: options("{ origin: 'https://app.example', allowedHeaders: ['content-type'] }"),
  },
  'header-request-only': {
    means: 'exposedHeaders lists a header of requests.',
    why: 'No response has it: it belongs to what pages send.',
    wrong: options("{ origin: 'https://app.example', exposedHeaders: ['authorization'] }"),
    right: options("{ origin: 'https://app.example', allowedHeaders: ['authorization'] }"),
  },
  'wildcard-in-list': {
    means: "'*' stands in a list of names.",
    why: "It is everything, and stands alone: allowedHeaders: '*'.",
    wrong: options("{ origin: 'https://app.example', allowedHeaders: ['*', 'authorization'] }"),
    right: options("{ origin: 'https://app.example', allowedHeaders: '*' }"),
  },
  'constraint-conflict': {
    means:
      'Routes of one path differ in policy, and are told apart by something that no preflight shows, such as a version.',
    why: 'Their preflights could not be answered rightly. (Fetch, "CORS-preflight fetch", step 1)',
    wrong: code("constraints: { version: '2.0.0' }, config: { cors: 'partner' }"),
    right: code("url: '/v2/items', config: { cors: 'partner' }"),
  },
  'route-not-covered': {
    means: 'A route has a level of its own, and no registration of the plugin covers it.',
    why: 'It would go out without any CORS header.',
    wrong: code('app.register(async (scope) => { scope.register(corsPlugin, { … }) })\napp.get(…)'),
    right: code('app.register(corsPlugin, { … })\napp.get(…)'),
  },
  'route-option-misplaced': {
    means: 'A route has cors beside config.',
    why: 'Fastify keeps what it does not know to itself: the route would have the policy around it, and no word said.',
    wrong: code("app.put('/a', { cors: false }, …)"),
    right: code("app.put('/a', { config: { cors: false } }, …)"),
  },
  'registration-covers-nothing': {
    means: 'The plugin is registered in an encapsulated plugin that declares no route.',
    why: 'A registration is for the scope that it stands in. fastify-plugin takes the scope away.',
    wrong: code('export default async (app) => { app.register(corsPlugin, { … }) }'),
    right: code('export default fp(async (app) => { app.register(corsPlugin, { … }) })'),
  },
  'registration-twice': {
    means: 'The plugin is registered more than once in one scope.',
    why: 'The options are merged, and the last one wins: rarely what was meant.',
    wrong: code('app.register(corsPlugin, a)\napp.register(corsPlugin, b)'),
    right: code('app.register(corsPlugin, { ...a, ...b })'),
  },
  'registration-prefix': {
    means: 'register was given a prefix for the plugin.',
    why: 'The policy is for all of the scope that registers it: the prefix does nothing.',
    wrong: code("app.register(corsPlugin, { origin, prefix: '/api' })"),
    right: code(
      "app.register(async (api) => { api.register(corsPlugin, { origin }) }, { prefix: '/api' })",
    ),
  },
  'other-cors-plugin': {
    means: '@fastify/cors is registered for routes that ours covers, too.',
    why: 'Two policies would answer one request.',
    wrong: code('app.register(fastifyCors)\napp.register(corsPlugin, { … })'),
    right: code('app.register(corsPlugin, { … })'),
  },
  'hook-before-cors': {
    means: 'The package was imported after the instance was made, and hooks were there already.',
    why: 'What those hooks answer, preflights too, has no CORS header.',
    wrong: code("const app = Fastify()\napp.addHook(…)\nawait import('@routecors/fastify')"),
    right: code("import corsPlugin from '@routecors/fastify'\nconst app = Fastify()"),
  },
  'decorator-without-route': {
    means: '@Cors stands where no route is declared, as on a resolver or a provider.',
    why: 'No request ever meets it.',
    wrong: code("@Cors('partner')\n@Resolver()"),
    right: code("CorsModule.forRoot({ paths: { '/graphql': 'partner' } })"),
  },
};
