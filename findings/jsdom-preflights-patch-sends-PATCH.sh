#!/usr/bin/env bash
# jsdom 26.1.0 on Node 20.
#
# The guess: open('patch', …) is sent as patch, since browsers normalize only DELETE, GET, HEAD, OPTIONS, POST and PUT.
# This is why a lower-case patch fails against servers that route PATCH. (Fetch, "normalize a method")
#
# What happens: the preflight asks for patch, and the request itself is PATCH. The mistake does not show in a test: the
# server routes it, where a browser's patch is a 400 or 404. A server that grants just what it is asked for sees two
# different methods.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsdom@26.1.0 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { JSDOM } from 'jsdom';

const server = createServer(({ method, headers }, response) => {
  const asked = headers['access-control-request-method'];
  console.log(asked === undefined ? `request: ${method}` : `preflight for: ${asked}`);
  response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'patch, PATCH' });
  response.end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { window } = new JSDOM('', { url: 'http://app.example/' });
const request = new window.XMLHttpRequest();
request.open('patch', `http://127.0.0.1:${server.address().port}/`);
await new Promise((resolve) => {
  request.onloadend = resolve;
  request.send();
});
window.close();
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='preflight for: patch
request: PATCH'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
