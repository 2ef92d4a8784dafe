#!/usr/bin/env bash
# fetch-metadata 1.0.0, with express 5.3.0 on Node 20.
#
# The guess: allowedPaths: ['/feed'] allows that path to other sites, whatever the query is, as Express routes work, to which
# the README compares it.
#
# What happens: the pattern is held against path and query together, so /feed?page=2 is a 403. Where the middleware is in a
# router mounted at /api, the path is that within the router: '/api/feed' allows nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fetch-metadata@1.0.0 express@5.3.0 >/dev/null
cat >ask.mjs <<'JS'
import { createServer, request } from 'node:http';
import express from 'express';
import imported from 'fetch-metadata';

const fetchMetadata = imported.default ?? imported;
const app = express();
for (const [place, allowed] of [['/', '/feed'], ['/api', '/api/feed'], ['/v2', '/feed']]) {
  const router = express.Router();
  router.get('/feed', fetchMetadata({ allowedPaths: [allowed] }), (_request, response) => response.send('items'));
  app.use(place, router);
}
const server = createServer(app);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
for (const path of ['/feed', '/feed?page=2', '/api/feed', '/v2/feed']) {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
  const status = await new Promise((resolve) => {
    request({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  console.log(`${path}: ${status}`);
}
server.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='/feed: 200
/feed?page=2: 403
/api/feed: 403
/v2/feed: 200'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
