#!/usr/bin/env bash
# @trpc/server 11.25.2 and @fastify/cors 11.4.3, with fastify 5.12.8 on Node 20.
#
# The guess: the tRPC plugin adds what its answers depend on to the Vary that is there, so that Origin stays.
#
# What happens: it sets Vary: trpc-accept, accept, and the Origin of @fastify/cors is gone, while
# Access-Control-Allow-Origin still has the origin that asked. HEAD and preflights, which tRPC leaves alone, keep it.
# A cache that may store a query hands one site's grant to the other, whose page is then blocked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fastify@5.12.8 @fastify/cors@11.4.3 @trpc/server@11.25.2 typescript@5.9.3 >/dev/null
cat >ask.mjs <<'JS'
import cors from '@fastify/cors';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import Fastify from 'fastify';

const { router, procedure } = initTRPC.create();
const app = Fastify();
await app.register(cors, { origin: ['https://a.example', 'https://b.example'] });
await app.register(fastifyTRPCPlugin, {
  prefix: '/trpc',
  trpcOptions: { router: router({ items: procedure.query(() => []) }) },
});
app.get('/plain', async () => []);
for (const [method, url] of [['GET', '/plain'], ['GET', '/trpc/items'], ['HEAD', '/trpc/items']]) {
  const { statusCode, headers } = await app.inject({ method, url, headers: { origin: 'https://a.example' } });
  console.log(`${method} ${url}: ${statusCode}, for ${headers['access-control-allow-origin']}, Vary: ${headers.vary}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='GET /plain: 200, for https://a.example, Vary: Origin
GET /trpc/items: 200, for https://a.example, Vary: trpc-accept, accept
HEAD /trpc/items: 204, for https://a.example, Vary: Origin'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
