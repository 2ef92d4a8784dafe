#!/usr/bin/env bash
# jsdom 26.1.0 on Node 20.
#
# The guess: its XMLHttpRequest filters headers, and takes Access-Control-Expose-Headers: * for all of them where no
# credentials are sent, as it does for Access-Control-Allow-Headers: *. (Fetch, "main fetch", step 14)
#
# What happens: the asterisk is the name of a header. It grants in a preflight, and exposes nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jsdom@26.1.0 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { JSDOM } from 'jsdom';

const server = createServer(({ url }, response) => {
  response.writeHead(200, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'access-control-expose-headers': decodeURIComponent(url.slice(1)),
    'x-total-count': '3',
  });
  response.end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { window } = new JSDOM('', { url: 'http://app.example/' });
for (const exposed of ['x-total-count', '*']) {
  const request = new window.XMLHttpRequest();
  request.open('GET', `http://127.0.0.1:${server.address().port}/${exposed}`);
  request.setRequestHeader('x-token', '1');
  await new Promise((resolve) => {
    request.onloadend = resolve;
    request.send();
  });
  console.log(`exposed ${exposed}: status ${request.status}, X-Total-Count ${request.getResponseHeader('x-total-count')}`);
}
window.close();
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='exposed x-total-count: status 200, X-Total-Count 3
exposed *: status 200, X-Total-Count null'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
