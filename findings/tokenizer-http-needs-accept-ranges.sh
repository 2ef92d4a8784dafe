#!/usr/bin/env bash
# @tokenizer/http 0.9.2 on Node 20.
#
# The guess: a server that exposes Content-Length and Content-Range is enough, since the README lists just these under
# "Server requirements".
#
# What happens: it refuses, with "Server does not accept partial requests". It reads Accept-Ranges of a HEAD, and that header
# is hidden from other origins unless exposed. Accept-Ranges alone is enough; Content-Length needs no exposing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tokenizer/http@0.9.2 >/dev/null
cat >ask.mjs <<'JS'
// What a page sees of a server that serves ranges and exposes the given headers. (Fetch, "CORS filtered response")
const file = new Uint8Array(5000);
const safelisted = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'];
const serve = (exposed) => async (input, init) => {
  const { method, headers } = new Request(input, init);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  const end = Math.min(last ? Number(last) + 1 : file.length, file.length);
  const part = first === undefined ? file : file.subarray(Number(first), end);
  const all = {
    'accept-ranges': 'bytes',
    'content-length': String(part.length),
    'content-type': 'audio/mpeg',
    ...(first === undefined ? {} : { 'content-range': `bytes ${first}-${end - 1}/${file.length}` }),
  };
  const seen = Object.entries(all).filter(([name]) => safelisted.includes(name) || exposed.includes(name));
  return new Response(method === 'HEAD' ? null : part, { status: first === undefined ? 200 : 206, headers: seen });
};
const { makeTokenizer } = await import('@tokenizer/http');
for (const exposed of [['content-length', 'content-range'], ['accept-ranges']]) {
  globalThis.fetch = serve(exposed);
  const result = await makeTokenizer('https://files.example/a.mp3').then(
    ({ fileInfo }) => `size ${fileInfo.size}`,
    ({ message }) => message,
  );
  console.log(`exposes ${exposed}: ${result}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='exposes content-length,content-range: Server does not accept partial requests
exposes accept-ranges: size 5000'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
