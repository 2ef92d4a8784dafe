#!/usr/bin/env bash
# @fastify/http-proxy 11.6.3 and @fastify/cors 11.4.3, with fastify 5.12.8 on Node 20.
#
# The guess: a gateway that registers both, the proxy for all paths, starts, and either plugin answers preflights.
#
# What happens: it does not start. Each declares OPTIONS for /*, and the second is a duplicate. With a prefix it starts, and
# so it does where httpMethods leaves OPTIONS out; neither README says that one of these is needed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fastify@5.12.8 @fastify/cors@11.4.3 @fastify/http-proxy@11.6.3 >/dev/null
cat >ask.mjs <<'JS'
import cors from '@fastify/cors';
import proxy from '@fastify/http-proxy';
import Fastify from 'fastify';

for (const options of [{}, { prefix: '/api' }, { httpMethods: ['GET', 'PUT'] }]) {
  const app = Fastify();
  app.register(cors, { origin: ['https://app.example'] });
  app.register(proxy, { upstream: 'http://127.0.0.1:1', ...options });
  const result = await app.ready().then(
    () => 'starts',
    ({ code }) => code,
  );
  console.log(`${JSON.stringify(options)}: ${result}`);
  await app.close().catch(() => {});
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='{}: FST_ERR_DUPLICATED_ROUTE
{"prefix":"/api"}: starts
{"httpMethods":["GET","PUT"]}: starts'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
