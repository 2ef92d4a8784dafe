#!/usr/bin/env bash
# @middy/http-cors 7.9.2, with @middy/core 7.9.2 on Node 20.
#
# The guess: use(cors()) without options answers Access-Control-Allow-Origin: *, as middleware of this kind does.
#
# What happens: it adds nothing, to GET and to OPTIONS alike, with credentials: true nothing but
# Access-Control-Allow-Credentials. Only `origin` or `origins` turn it on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @middy/core@7.9.2 @middy/http-cors@7.9.2 >/dev/null
cat >ask.mjs <<'JS'
import middy from '@middy/core';
import cors from '@middy/http-cors';

for (const options of [undefined, { credentials: true }, { origin: '*' }]) {
  const handler = middy().use(cors(options)).handler(async () => ({ statusCode: 200, body: '' }));
  for (const httpMethod of ['GET', 'OPTIONS']) {
    const event = { httpMethod, headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'PUT' } };
    const { statusCode, headers } = await handler(event, {});
    console.log(`${JSON.stringify(options) ?? 'no options'}, ${httpMethod}: ${statusCode} ${JSON.stringify(headers)}`);
  }
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='no options, GET: 200 {}
no options, OPTIONS: 200 {}
{"credentials":true}, GET: 200 {"Access-Control-Allow-Credentials":"true"}
{"credentials":true}, OPTIONS: 200 {"Access-Control-Allow-Credentials":"true"}
{"origin":"*"}, GET: 200 {"Access-Control-Allow-Origin":"*"}
{"origin":"*"}, OPTIONS: 200 {"Access-Control-Allow-Origin":"*"}'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
