// What few policies need is loaded when one does: what each server pays for is small.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

const { cache } = createRequire(import.meta.url);
const isLoaded = () => Object.keys(cache).some((file) => file.includes('redos-detector'));

async function boot(origin) {
  const app = Fastify();
  await app.register(corsPlugin, { origin });
  await app.ready();
  await app.close();
}

await boot('https://app.example');
assert.equal(isLoaded(), false);
await boot([/^https:\/\/[a-z]{1,20}\.app\.example$/]);
assert.equal(isLoaded(), true);
