#!/usr/bin/env bash
# @fastify/rate-limit 11.2.0 and @fastify/cors 11.4.3, with fastify 5.12.8 on Node 20.
#
# The guess: Fastify runs hooks in the order of registration. A rate limit registered before CORS counts preflights too, and
# its 429 has no Access-Control-Allow-Origin.
#
# What happens: the order makes no difference. The limit is a hook of each route, and those run after the hooks of all. So
# preflights are never counted, and a page can read the 429 either way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fastify@5.12.8 @fastify/cors@11.4.3 @fastify/rate-limit@11.2.0 >/dev/null
cat >ask.mjs <<'JS'
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';

const plugins = { limit: [rateLimit, { max: 1, timeWindow: 60_000 }], cors: [cors, { origin: ['https://app.example'] }] };
for (const order of [['cors', 'limit'], ['limit', 'cors']]) {
  const app = Fastify();
  for (const name of order) await app.register(...plugins[name]);
  app.get('/', async () => 'items');
  const statuses = [];
  for (const method of ['OPTIONS', 'OPTIONS', 'OPTIONS', 'GET', 'GET']) {
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
    const response = await app.inject({ method, url: '/', headers });
    statuses.push(`${response.statusCode} for ${response.headers['access-control-allow-origin']}`);
  }
  console.log(`${order}: ${statuses.join(', ')}`);
  await app.close();
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='cors,limit: 204 for https://app.example, 204 for https://app.example, 204 for https://app.example, 200 for https://app.example, 429 for https://app.example
limit,cors: 204 for https://app.example, 204 for https://app.example, 204 for https://app.example, 200 for https://app.example, 429 for https://app.example'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
