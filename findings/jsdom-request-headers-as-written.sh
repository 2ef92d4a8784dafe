#!/usr/bin/env bash
# jsdom 26.1.0 on Node 20.
#
# The guess: Access-Control-Request-Headers is what browsers send: lower case, sorted, joined by a comma without a space.
# (Fetch, "CORS-unsafe request-header names" and "CORS-preflight fetch", step 5)
#
# What happens: the names come as script wrote them, in that order and case, joined by a comma and a space. A server or
# CDN that compares or caches by that line is tested with lines that no browser sends.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsdom@26.1.0 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { JSDOM } from 'jsdom';

const server = createServer(({ headers }, response) => {
  const asked = headers['access-control-request-headers'];
  if (asked !== undefined) console.log(asked);
  response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' });
  response.end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { window } = new JSDOM('', { url: 'http://app.example/' });
const request = new window.XMLHttpRequest();
request.open('GET', `http://127.0.0.1:${server.address().port}/`);
for (const name of ['X-Token', 'x-page', 'X-App']) request.setRequestHeader(name, '1');
await new Promise((resolve) => {
  request.onloadend = resolve;
  request.send();
});
window.close();
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='X-Token, x-page, X-App'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
