import type { TrustCode } from './page-groups.ts';
import { type Page, code, options } from './page.ts';

/** Of whom a policy trusts: credentials, and what other sites' pages may send. */
export const trustPages: Readonly<Record<TrustCode, Page>> = {
  'any-origin-with-credentials': {
    means: "credentials: true stands with origin: '*'.",
    why: 'Browsers reject the pair, and reflecting every origin instead would let any site act as the user. (Fetch, "CORS protocol and credentials")',
    wrong: options("{ origin: '*', credentials: true }"),
    right: options("{ origin: ['https://app.example'], credentials: true }"),
  },
  'public-suffix-with-credentials': {
    means: 'With credentials, a pattern covers names that anybody can register.',
    why: 'Below github.io or amazonaws.com every customer has a name, and would act as the user. (publicsuffix.org)',
    wrong: options("{ origin: 'https://*.github.io', credentials: true }"),
    right: options("{ origin: 'https://my-app.github.io', credentials: true }"),
  },
  'any-host-with-credentials': {
    means: 'With credentials, a pattern covers every host of a scheme without domains.',
    why: 'Whoever makes an extension has an origin of that scheme.',
    wrong: options("{ origin: 'moz-extension://*', credentials: true }"),
    right: options("{ origin: 'moz-extension://*' }"),
  },
  'http-with-credentials': {
    means: 'With credentials, an entry is plain http beyond this machine.',
    why: 'Whoever is on the network path can send pages as that origin, and act as the user.',
    wrong: options("{ origin: 'http://app.example', credentials: true }"),
    right: options("{ origin: 'https://app.example', credentials: true }"),
  },
  'regexp-with-credentials': {
    means: 'With credentials, an entry is a RegExp.',
    why: 'Nothing can check what it lets in, and it decides who acts as the user.',
    wrong: options('{ origin: /^https:\\/\\/[a-z]+\\.app\\.example$/, credentials: true }'),
    right: options("{ origin: 'https://*.app.example', credentials: true }"),
  },
  'loopback-in-production': {
    means: 'With credentials, localhost is among the origins while NODE_ENV is production.',
    why: "Whatever runs on that port of a visitor's machine can act as the visitor.",
    right: code(
      "origin: process.env.NODE_ENV === 'production' ? [app] : [app, 'http://localhost:5173']",
    ),
  },
  'wildcard-with-credentials': {
    means: "exposedHeaders: '*' stands with credentials: true.",
    why: 'Browsers then take the * for a header\'s name. (Fetch, "CORS protocol and credentials")',
    wrong: options("{ origin: 'https://app.example', credentials: true, exposedHeaders: '*' }"),
    right: options(
      "{ origin: 'https://app.example', credentials: true, exposedHeaders: ['x-total-count'] }",
    ),
  },
  'enforce-any-origin': {
    means: "enforce stands with origin: '*'.",
    why: "It would refuse nobody: every page is one of the policy's.",
    wrong: options("{ origin: '*', enforce: true }"),
    right: options("{ origin: 'https://app.example', enforce: true }"),
  },
  'own-origin-inexact': {
    means: 'ownOrigins holds a pattern.',
    why: "The server's own pages have exact origins; a pattern would take strangers for them.",
    wrong: options(
      "{ origin: 'https://app.example', enforce: true, ownOrigins: ['https://*.api.example'] }",
    ),
    right: options(
      "{ origin: 'https://app.example', enforce: true, ownOrigins: ['https://www.api.example'] }",
    ),
  },
  'headers-carried-over': {
    means: 'Two methods of one path differ in what a preflight grants.',
    why: 'Browsers keep grants by URL: what was granted for one method is not asked about for another, for five seconds even without maxAge. (Fetch, "CORS-preflight cache")',
    wrong: code("app.put('/a', …)\napp.post('/a', { config: { cors: false } }, …)"),
    right: code("app.post('/a', { config: { cors: { origin: false, enforce: true } } }, …)"),
  },
  'gateway-conflict': {
    means: 'Two gateways share the path of their handshake and have different policies.',
    why: 'Namespaces are told apart by messages that come after the handshake.',
    wrong: code("@Cors('partner')\n@WebSocketGateway({ namespace: 'a' })"),
    right: code("@Cors('partner')\n@WebSocketGateway({ path: '/a' })"),
  },
  'gateway-not-enforced': {
    means: '@Cors stands on a gateway, and its policy does not enforce.',
    why: 'Browsers make no CORS check for WebSockets, so that it changes nothing.',
    wrong: code("@Cors('partner')\n@WebSocketGateway()"),
    right: code("@Cors({ extends: 'partner', enforce: true })\n@WebSocketGateway()"),
  },
  'gateway-own-port': {
    means: 'A gateway listens on a port of its own, and its policy enforces.',
    why: 'That is another server, which we do not stand in front of.',
    wrong: code('@WebSocketGateway(81)'),
    right: code('@WebSocketGateway()'),
  },
};
