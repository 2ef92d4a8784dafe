// An application of ES modules and a package that it uses, which is CommonJS, may load one of ours
// twice. What one copy leaves behind, the other has to know.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Controller, Get, Module, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CorsPolicyError } from '@routecors/core';
import corsPlugin from '@routecors/fastify';
import { CorsModule, corsDecision } from '@routecors/nestjs';
import { createUserAgent } from '@routecors/user-agent';
import { injectTransport } from '@routecors/user-agent/node';
import Fastify from 'fastify';

const require = createRequire(import.meta.url);
const other = (name, file = 'index.cjs') =>
  require(join(import.meta.dirname, 'node_modules', '@routecors', name, 'dist', file));
const { default: otherPlugin, corsFrameworkErrors } = other('fastify');
const { CorsPolicyError: OtherError, guardedDecision } = other('core');
const { Cors } = other('nestjs');
const { corsMatchers } = other('user-agent', 'matchers.cjs');
assert.notEqual(otherPlugin, corsPlugin);
assert.notEqual(OtherError, CorsPolicyError);

const origin = 'https://app.example';
const partner = 'https://partner.example';
const ask = { url: '/items', headers: { origin: partner } };

// One registers, the other registers further inside, and answers what the framework refuses.
const app = Fastify({ frameworkErrors: corsFrameworkErrors });
app.get('/declared-before', () => 'ok');
await app.register(corsPlugin, { origin });
app.register(async (scope) => {
  await scope.register(otherPlugin, { origin: partner });
  scope.get('/items', () => 'ok');
});
const inner = await app.inject(ask);
assert.equal(inner.headers['access-control-allow-origin'], partner);
for (const url of ['/declared-before', '/%']) {
  const { headers } = await app.inject({ url, headers: { origin } });
  assert.equal(headers['access-control-allow-origin'], origin, url);
}
const agent = createUserAgent({ origin, transport: injectTransport(app) });
const response = await agent.fetch('https://api.example/declared-before');
assert.equal((await corsMatchers.toAllowCors(response)).pass, true);

// An error of one is one of the other, and a response that one guards is guarded for the other.
assert.ok(new OtherError([]) instanceof CorsPolicyError);
assert.ok(!(new Error('another') instanceof CorsPolicyError));
let guarded;
const watched = Fastify();
await watched.register(corsPlugin, { origin });
watched.get('/', (_request, reply) => {
  guarded = guardedDecision(reply.raw);
  return 'ok';
});
await watched.inject({ url: '/', headers: { origin } });
assert.equal(guarded?.allowed, true);

// A controller is decorated by one, and the application has the module of the other.
let decided;
class Items {
  list(request) {
    decided = corsDecision(request);
    return 'ok';
  }
}
const decorate = (decorators, ...target) => {
  for (const decorator of decorators) decorator(...target);
};
decorate(
  [Get('items'), Cors({ origin: partner })],
  Items.prototype,
  'list',
  Object.getOwnPropertyDescriptor(Items.prototype, 'list'),
);
Req()(Items.prototype, 'list', 0);
Controller()(Items);
class App {}
Module({ imports: [CorsModule.forRoot({ origin })], controllers: [Items] })(App);
const said = [];
const logger = { log() {}, warn: (line) => said.push(line), error: (line) => said.push(line) };
const nest = await NestFactory.create(App, { logger });
await nest.listen(0, '127.0.0.1');
const { headers } = await fetch(`${await nest.getUrl()}/items`, { headers: { origin: partner } });
assert.equal(headers.get('access-control-allow-origin'), partner);
assert.equal(decided?.allowed, true);
assert.deepEqual(said, [], 'the module is not missing');
await nest.close();
