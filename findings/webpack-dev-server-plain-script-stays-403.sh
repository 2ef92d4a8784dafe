#!/usr/bin/env bash
# webpack-dev-server 5.2.7, with webpack 5.113.0 on Node 20.
#
# The guess: the bundle is refused to pages of other sites until the server sends Access-Control-Allow-Origin, or
# allowedHosts names the page's host.
#
# What happens: for <script src> neither helps: it is a 403 by its Sec-Fetch headers. The header helps <script src
# crossorigin>, which is served without it, too, only that browsers then block it. A same-site script is served, and without
# the header comes with Cross-Origin-Resource-Policy: same-origin, so that browsers drop it. Only allowedHosts: 'all' serves
# each of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund webpack@5.113.0 webpack-dev-server@5.2.7 >/dev/null
cat >ask.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import webpack from 'webpack';
import Server from 'webpack-dev-server';

writeFileSync('index.js', 'console.log(1);');
const asked = {
  'cross-site script': { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', referer: 'https://app.example/' },
  'cross-site script crossorigin': { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: 'https://app.example' },
  'same-site script': { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', referer: 'https://app.example/' },
};
for (const options of [{}, { headers: { 'Access-Control-Allow-Origin': '*' } }, { allowedHosts: ['app.example'] }, { allowedHosts: 'all' }]) {
  const compiler = webpack({
    mode: 'development',
    context: process.cwd(),
    entry: './index.js',
    infrastructureLogging: { level: 'none' },
    stats: 'none',
  });
  const server = new Server({ port: 'auto', host: '127.0.0.1', client: false, hot: false, ...options }, compiler);
  await server.start();
  console.log(JSON.stringify(options));
  for (const [name, headers] of Object.entries(asked)) {
    const { port } = server.server.address();
    const response = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port, path: '/main.js', agent: false, headers: { ...headers, 'sec-fetch-dest': 'script' } }, resolve).end();
    });
    response.resume();
    console.log(`  ${name}: ${response.statusCode}, ${response.headers['cross-origin-resource-policy'] ?? 'no resource policy'}`);
  }
  await server.stop();
}
process.exit();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='{}
  cross-site script: 403, no resource policy
  cross-site script crossorigin: 200, same-origin
  same-site script: 200, same-origin
{"headers":{"Access-Control-Allow-Origin":"*"}}
  cross-site script: 403, no resource policy
  cross-site script crossorigin: 200, no resource policy
  same-site script: 200, no resource policy
{"allowedHosts":["app.example"]}
  cross-site script: 403, no resource policy
  cross-site script crossorigin: 200, same-origin
  same-site script: 200, same-origin
{"allowedHosts":"all"}
  cross-site script: 200, no resource policy
  cross-site script crossorigin: 200, no resource policy
  same-site script: 200, no resource policy'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
