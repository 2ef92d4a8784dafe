#!/usr/bin/env bash
# generic-filehandle2 2.1.10 on Node 20.
#
# The guess: stat() of a RemoteFile gives the size that Content-Length tells, which every page may read, or else rejects.
#
# What happens: it reads ten bytes and takes the size from Content-Range. Where a server of another origin does not expose
# that header the size is 0, with no error: a file of 5000 bytes looks empty, while read() works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund generic-filehandle2@2.1.10 >/dev/null
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
const { RemoteFile } = await import('generic-filehandle2');
for (const exposed of [[], ['content-range']]) {
  const file = new RemoteFile('https://files.example/a.bam', { fetch: serve(exposed) });
  const { length } = await file.read(10, 100);
  console.log(`exposes ${exposed.join() || 'nothing'}: read ${length} bytes, size ${(await file.stat()).size}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='exposes nothing: read 10 bytes, size 0
exposes content-range: read 10 bytes, size 5000'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
