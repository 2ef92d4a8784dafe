#!/usr/bin/env bash
# serve 14.2.7 on Node 20.
#
# The guess: --cors sets Access-Control-Allow-Origin to an asterisk, as --help says, and nothing else.
#
# What happens: it also says Access-Control-Allow-Credentials: true, which no browser takes beside an asterisk, so that a
# page with credentials: 'include' is blocked all the same. And each answer grants
# Access-Control-Allow-Private-Network, though nobody asked for it. OPTIONS is answered as a GET is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund serve@14.2.7 >/dev/null
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
const child = spawn('node_modules/.bin/serve', ['public', '--listen', `tcp://127.0.0.1:${port}`, '--no-clipboard', '--cors'], { stdio: 'ignore' });
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
await ask('OPTIONS', '/a.json');
child.kill();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='GET /a.json: 200 access-control-allow-credentials: true, access-control-allow-headers: *, access-control-allow-origin: *, access-control-allow-private-network: true
OPTIONS /a.json: 200 access-control-allow-credentials: true, access-control-allow-headers: *, access-control-allow-origin: *, access-control-allow-private-network: true'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
