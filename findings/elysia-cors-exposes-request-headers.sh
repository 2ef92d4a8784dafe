#!/usr/bin/env bash
# @elysiajs/cors 1.4.2, with elysia 1.4.30 on Node 20.
#
# The guess: without exposeHeaders a page may read either nothing beyond the safelisted headers, or with an asterisk all of the
# response's.
#
# What happens: Access-Control-Expose-Headers lists the names of the request's headers. What the page sent is exposed,
# should the response have it; what the server adds, such as X-Total-Count, is not. The answer differs from client to
# client, and Vary names Origin only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund elysia@1.4.30 @elysiajs/cors@1.4.2 >/dev/null
cat >ask.mjs <<'JS'
import { cors } from '@elysiajs/cors';
import { Elysia } from 'elysia';

const app = new Elysia().use(cors({ origin: ['https://app.example'] })).get('/', ({ set }) => {
  set.headers['x-total-count'] = '3';
  return 'items';
});
for (const sent of [{}, { accept: 'application/json', 'x-page': '2' }]) {
  const headers = { origin: 'https://app.example', ...sent };
  const response = await app.handle(new Request('http://api.example/', { headers }));
  const [exposed, vary] = ['access-control-expose-headers', 'vary'].map((name) => response.headers.get(name));
  console.log(`sent ${Object.keys(headers)}: exposed ${exposed}; Vary: ${vary}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='sent origin: exposed origin; Vary: Origin
sent origin,accept,x-page: exposed accept, origin, x-page; Vary: Origin'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
