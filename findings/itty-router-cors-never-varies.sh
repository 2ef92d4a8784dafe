#!/usr/bin/env bash
# itty-router 5.0.24 on Node 20.
#
# The guess: with a list of origins the answer depends on Origin, and Vary says so. (Fetch, "CORS protocol and HTTP caches")
#
# What happens: one listed origin gets itself, another one itself, a request without Origin nothing, and none of the answers
# has Vary. A cache that may store the route keeps whatever came first, so that a page is blocked after its sibling asked.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund itty-router@5.0.24 >/dev/null
cat >ask.mjs <<'JS'
import { AutoRouter, cors } from 'itty-router';

const { preflight, corsify } = cors({ origin: ['https://a.example', 'https://b.example'] });
const router = AutoRouter({ before: [preflight], finally: [corsify] });
router.get('/', () => new Response('items', { headers: { 'cache-control': 'public, max-age=60' } }));
for (const origin of ['https://a.example', 'https://b.example', undefined]) {
  const headers = origin === undefined ? {} : { origin };
  const response = await router.fetch(new Request('http://api.example/', { headers }));
  console.log(`from ${origin}: ${response.headers.get('access-control-allow-origin')}, Vary: ${response.headers.get('vary')}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='from https://a.example: https://a.example, Vary: null
from https://b.example: https://b.example, Vary: null
from undefined: null, Vary: null'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
