#!/usr/bin/env bash
# happy-dom 21.0.4 on Node 20.
#
# The guess: a page on https may fetch http://127.0.0.1, as in browsers: loopback addresses are potentially
# trustworthy, so this is no mixed content. (Mixed Content, section 4.4; Secure Contexts, section 3.1)
#
# What happens: it is refused as mixed content before anything is sent. A test whose page has its real https
# address cannot reach a server on a local port; the same test with an http page can.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund happy-dom@21.0.4 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { Window } from 'happy-dom';

let count = 0;
const server = createServer((_request, response) => {
  count += 1;
  response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' });
  response.end('body');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
for (const page of ['http://app.example/', 'https://app.example/']) {
  const window = new Window({ url: page });
  const result = await window.fetch(url).then(
    (response) => response.status,
    ({ name, message }) => `${name}, ${message.split(':')[0]}`,
  );
  console.log(`${page}: ${result}; anything sent: ${count > 0}`);
  count = 0;
  await window.happyDOM.close();
}
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='http://app.example/: 200; anything sent: true
https://app.example/: SecurityError, Mixed Content; anything sent: false'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
