#!/usr/bin/env bash
# happy-dom 21.0.4 on Node 20.
#
# The guess: since it blocks answers without Access-Control-Allow-Origin, it also hides headers that
# Access-Control-Expose-Headers does not name, and the response has the type "cors". (Fetch, "main fetch")
#
# What happens: the type is "basic", and script reads every header. A test of a page that needs X-Total-Count passes
# where each browser gives null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund happy-dom@21.0.4 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { Window } from 'happy-dom';

const server = createServer((_request, response) => {
  response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET', 'x-total-count': '3' });
  response.end('body');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const window = new Window({ url: 'http://app.example/' });
const response = await window.fetch(`http://127.0.0.1:${server.address().port}/`);
console.log(`type ${response.type}, X-Total-Count ${response.headers.get('x-total-count')}`);
await window.happyDOM.close();
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='type basic, X-Total-Count 3'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
