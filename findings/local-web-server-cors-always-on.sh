#!/usr/bin/env bash
# local-web-server 5.4.0 on Node 20.
#
# The guess: `ws` without any --cors option answers pages of its own origin only, as other static servers do, and
# --cors.origin turns CORS on.
#
# What happens: CORS is always on. The page's origin is sent back whatever it is, and a preflight grants PUT and DELETE
# with each header that is asked for, though only files are served. A request without Origin gets an asterisk.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund local-web-server@5.4.0 >/dev/null
cat >ask.mjs <<'JS'
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
mkdirSync('public');
writeFileSync('public/a.json', '{}');
const child = spawn('node_modules/.bin/ws', ['--port', String(port), '--hostname', '127.0.0.1', '--directory', 'public'], { stdio: 'ignore' });
const ask = async (method, path, headers = { origin: 'https://app.example' }) => {
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
      await response.arrayBuffer();
      const lines = [...response.headers].filter(([name]) => name.startsWith('access-control'));
      console.log(`${method} ${path}: ${response.status} ${lines.map((line) => line.join(': ')).join(', ') || 'nothing'}`);
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
};
await ask('GET', '/a.json');
await ask('GET', '/a.json', {});
await ask('OPTIONS', '/a.json', {
  origin: 'https://app.example',
  'access-control-request-method': 'DELETE',
  'access-control-request-headers': 'x-token',
});
child.kill();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='GET /a.json: 200 access-control-allow-origin: https://app.example
GET /a.json: 200 access-control-allow-origin: *
OPTIONS /a.json: 204 access-control-allow-headers: x-token, access-control-allow-methods: GET,HEAD,PUT,POST,DELETE,PATCH, access-control-allow-origin: https://app.example'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
