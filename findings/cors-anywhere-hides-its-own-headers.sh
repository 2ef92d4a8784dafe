#!/usr/bin/env bash
# cors-anywhere 0.4.4 on Node 20.
#
# The guess: it exposes all headers of the answer, those that it adds to tell about redirects included.
#
# What happens: of the three that it adds, X-Final-URL is exposed, X-Request-URL and X-CORS-Redirect-1 are not. A page can
# see where its request ended, and neither where it began nor how it got there. Names that no script needs are exposed
# instead, Access-Control-Allow-Origin and Transfer-Encoding among them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cors-anywhere@0.4.4 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import anywhere from 'cors-anywhere';

const listen = async (server) => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
};
const upstream = createServer(({ url }, response) => {
  response.writeHead(url === '/old' ? 302 : 200, { location: '/new', 'access-control-allow-origin': '*' }).end('items');
});
const proxy = anywhere.createServer({});
const [target, address] = [await listen(upstream), await listen(proxy)];
const { headers } = await fetch(`${address}/${target}/old`, { headers: { origin: 'https://app.example' } });
const exposed = headers.get('access-control-expose-headers').split(',');
for (const name of ['x-final-url', 'x-request-url', 'x-cors-redirect-1', 'access-control-allow-origin', 'transfer-encoding']) {
  console.log(`${name}: sent ${headers.has(name)}, exposed ${exposed.includes(name)}`);
}
proxy.close();
upstream.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='x-final-url: sent true, exposed true
x-request-url: sent true, exposed false
x-cors-redirect-1: sent true, exposed false
access-control-allow-origin: sent true, exposed true
transfer-encoding: sent true, exposed true'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
