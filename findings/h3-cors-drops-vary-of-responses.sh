#!/usr/bin/env bash
# h3 2.0.8 on Node 20.
#
# The guess: handleCors() adds Origin to the Vary of whatever the route answers. Or, as with most proxies behind a CORS
# middleware, the answer of the route comes later and wins.
#
# What happens: the middleware wins. A route that returns a Response, its own or one from proxyRequest(), loses its Vary:
# Accept-Encoding to `origin`. A cache then serves gzip to who did not ask for it. Only routes that append to
# event.res.headers keep theirs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund h3@2.0.8 >/dev/null
cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { H3, handleCors, proxyRequest } from 'h3';

const upstream = createServer((_request, response) => response.writeHead(200, { vary: 'Accept-Encoding' }).end());
await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));
const app = new H3();
app.use((event) => {
  const answer = handleCors(event, { origin: ['https://a.example', 'https://b.example'] });
  return answer === false ? undefined : answer;
});
app.get('/response', () => new Response('', { headers: { vary: 'Accept-Encoding' } }));
app.get('/proxied', (event) => proxyRequest(event, `http://127.0.0.1:${upstream.address().port}/`));
app.get('/appended', (event) => {
  event.res.headers.append('vary', 'Accept-Encoding');
  return '';
});
for (const path of ['/response', '/proxied', '/appended']) {
  const response = await app.request(`http://api.example${path}`, { headers: { origin: 'https://a.example' } });
  console.log(`${path}: Vary: ${response.headers.get('vary')}`);
}
upstream.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='/response: Vary: origin
/proxied: Vary: origin
/appended: Vary: origin, Accept-Encoding'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
