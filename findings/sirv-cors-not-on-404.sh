#!/usr/bin/env bash
# sirv-cli 3.0.1 on Node 20.
#
# The guess: with --cors every answer has Access-Control-Allow-Origin, a 404 as well.
#
# What happens: the headers are those of files. A file that is not there is a 404 without them, and a page of another
# origin cannot tell it from a server that is down: fetch() rejects in place of a response with the status 404.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sirv-cli@3.0.1 >/dev/null
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
const child = spawn('node_modules/.bin/sirv', ['public', '--port', String(port), '--host', '127.0.0.1', '--cors'], { stdio: 'ignore' });
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
await ask('GET', '/missing.json');
child.kill();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='GET /a.json: 200 access-control-allow-headers: Origin, Content-Type, Accept, Range, access-control-allow-origin: *
GET /missing.json: 404 nothing'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
