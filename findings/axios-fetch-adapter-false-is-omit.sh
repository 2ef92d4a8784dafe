#!/usr/bin/env bash
# axios 1.21.1 on Node 20.
#
# The guess: `withCredentials: false` is the default, as the README says, so writing it down changes nothing. With
# XMLHttpRequest false means credentials to the own origin only, which fetch() calls "same-origin".
#
# What happens: the fetch adapter turns a written false into credentials: 'omit'. Requests to the page's own origin then
# go without cookies, and cookies in their answers are dropped; the same configuration with the XHR adapter keeps both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund axios@1.21.1 >/dev/null
cat >ask.mjs <<'JS'
import axios from 'axios';

const seen = async (_input, init) => {
  const { credentials } = _input instanceof Request ? _input : new Request(_input, init);
  console.log(credentials);
  return new Response('{}');
};
for (const config of [{}, { withCredentials: undefined }, { withCredentials: false }, { withCredentials: true }]) {
  process.stdout.write(`${'withCredentials' in config ? config.withCredentials : 'not written'}: `);
  await axios.get('https://app.example/', { ...config, adapter: 'fetch', env: { fetch: seen, Request, Response } });
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='not written: same-origin
undefined: same-origin
false: omit
true: include'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
