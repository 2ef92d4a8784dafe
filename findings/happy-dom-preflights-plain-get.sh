#!/usr/bin/env bash
# happy-dom 21.0.4 on Node 20.
#
# The guess: its fetch() follows the CORS protocol, as its error message says, so a plain GET to another origin is
# sent at once, and its answer is shown if Access-Control-Allow-Origin allows. (Fetch, "main fetch")
#
# What happens: every request to another origin has a preflight first, a plain GET and one in the mode no-cors
# included. A server that is right for browsers, and answers OPTIONS with no CORS headers on a route that only
# serves simple requests, is reported as blocked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund happy-dom@21.0.4 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { Window } from 'happy-dom';

const asked = [];
const server = createServer(({ method }, response) => {
  asked.push(method);
  // What a route for simple requests sends: the grant is on the GET.
  const headers = method === 'GET' ? { 'access-control-allow-origin': '*' } : {};
  response.writeHead(method === 'GET' ? 200 : 405, headers).end('body');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const window = new Window({ url: 'http://app.example/' });
for (const mode of ['cors', 'no-cors']) {
  const result = await window.fetch(url, { mode }).then(
    (response) => response.status,
    ({ name }) => name,
  );
  console.log(`GET, mode ${mode}: the server saw ${asked.splice(0)}; the page got ${result}`);
}
await window.happyDOM.close();
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='GET, mode cors: the server saw OPTIONS; the page got NetworkError
GET, mode no-cors: the server saw OPTIONS; the page got NetworkError'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
