#!/usr/bin/env bash
# @tinyhttp/cors 2.0.1, with cors 2.8.6, on Node 20.
#
# The guess: "a rewrite of expressjs/cors" grants in a preflight what was asked for unless allowedHeaders is given, and hands
# preflights on where preflightContinue is false, as its README has it ("Set 204 and finish response if true").
#
# What happens: without allowedHeaders the one header granted is Content-Type, which the README's defaults do not name, so
# X-Token is blocked. And preflightContinue works as in cors: false finishes with 204, true hands on. The README has it the
# wrong way round.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tinyhttp/cors@2.0.1 cors@2.8.6 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { cors as tinyhttp } from '@tinyhttp/cors';
import express from 'cors';

for (const [name, cors] of Object.entries({ express, tinyhttp })) {
  for (const options of [{}, { preflightContinue: true }]) {
    const handler = cors(options);
    const server = createServer((request, response) => {
      handler(request, response, () => response.writeHead(404).end());
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { status, headers } = await fetch(`http://127.0.0.1:${server.address().port}/`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-token',
      },
    });
    console.log(`${name} ${JSON.stringify(options)}: ${status}, allows ${headers.get('access-control-allow-headers')}`);
    server.close();
  }
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='express {}: 204, allows x-token
express {"preflightContinue":true}: 404, allows x-token
tinyhttp {}: 204, allows content-type
tinyhttp {"preflightContinue":true}: 404, allows content-type'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
