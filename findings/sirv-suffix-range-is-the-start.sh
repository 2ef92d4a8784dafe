#!/usr/bin/env bash
# sirv 3.0.2, which `vite preview` serves with, beside @fastify/static and express, on Node 20.
#
# The guess: Range: bytes=-4 asks for the last four bytes, as RFC 9110, section 14.1.2 says. Readers of ZIP and Parquet
# files on other sites begin with it, since their index is at the end.
#
# What happens: the answer is a 206 with the first five bytes. The two others send the last four.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sirv@3.0.2 fastify@5.12.8 @fastify/static@9.1.3 express@5.3.0 >/dev/null
cat >ask.mjs <<'JS'
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import express from 'express';
import Fastify from 'fastify';
import sirv from 'sirv';

mkdirSync('public');
writeFileSync('public/a.txt', '0123456789abcdefghij');
const ask = async (name, address) => {
  const response = await fetch(`${address}/a.txt`, { headers: { range: 'bytes=-4' } });
  console.log(`${name}: ${response.status}, ${response.headers.get('content-range')}, ${await response.text()}`);
};
for (const [name, handler] of [['sirv', sirv('public')], ['express', express().use(express.static('public'))]]) {
  const server = createServer(handler);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  await ask(name, `http://127.0.0.1:${server.address().port}`);
  server.close();
  server.closeAllConnections();
}
const app = Fastify({ forceCloseConnections: true });
app.register(fastifyStatic, { root: resolve('public') });
await ask('@fastify/static', await app.listen({ port: 0, host: '127.0.0.1' }));
await app.close();
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='sirv: 206, bytes 0-4/20, 01234
express: 206, bytes 16-19/20, ghij
@fastify/static: 206, bytes 16-19/20, ghij'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
