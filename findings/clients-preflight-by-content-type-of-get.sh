#!/usr/bin/env bash
# alova 3.5.5, pocketbase 0.28.1, @directus/sdk 18.0.3 and meilisearch 0.62.0, beside ky 1.14.3, on Node 20.
#
# The guess: a GET without a body has no Content-Type. With no more than Accept it needs no preflight. (Fetch,
# "CORS-safelisted request-header")
#
# What happens: four of five send Content-Type: application/json with it, though there is nothing that it describes. So each
# read of another origin has a preflight, and a server that allows no Content-Type on GET routes blocks it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund alova@3.5.5 pocketbase@0.28.1 @directus/sdk@18.0.3 meilisearch@0.62.0 ky@1.14.3 >/dev/null
cat >ask.mjs <<'JS'
const clients = {
  ky: async () => (await import('ky')).default.get('https://api.example/items'),
  alova: async () => {
    const { createAlova } = await import('alova');
    const { default: adapter } = await import('alova/fetch');
    await createAlova({ baseURL: 'https://api.example', requestAdapter: adapter() }).Get('/items').send();
  },
  pocketbase: async () => {
    const { default: PocketBase } = await import('pocketbase');
    await new PocketBase('https://api.example').collection('items').getList();
  },
  directus: async () => {
    const { createDirectus, readItems, rest } = await import('@directus/sdk');
    await createDirectus('https://api.example').with(rest()).request(readItems('items'));
  },
  meilisearch: async () => {
    const { Meilisearch } = await import('meilisearch');
    await new Meilisearch({ host: 'https://api.example' }).health();
  },
};
for (const [name, ask] of Object.entries(clients)) {
  globalThis.fetch = async (input, init) => {
    const { method, headers, body } = new Request(input, init);
    console.log(`${name}: ${method}, body ${body}, Content-Type ${headers.get('content-type')}`);
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  };
  await ask();
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='ky: GET, body null, Content-Type null
alova: GET, body null, Content-Type application/json; charset=UTF-8
pocketbase: GET, body null, Content-Type application/json
directus: GET, body null, Content-Type application/json
meilisearch: GET, body null, Content-Type application/json'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
