#!/usr/bin/env bash
# same-origin 0.1.1 on Node 20.
#
# The guess: a written default port makes no difference, for https as for http. (HTML, "same origin"; RFC 6454, section 4)
#
# What happens: http and :80 are the same origin, https and :443 are not. Whoever asks it whether a request needs CORS takes
# one for cross-origin that is not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund same-origin@0.1.1 >/dev/null
cat >ask.mjs <<'JS'
import sameOrigin from 'same-origin';

for (const pair of [['http://app.example/', 'http://app.example:80/'], ['https://app.example/', 'https://app.example:443/']]) {
  const [first, second] = pair.map((url) => new URL(url).origin);
  console.log(`${pair.join(' and ')}: ${Boolean(sameOrigin(...pair))}, URL says ${first === second}`);
}
JS
seen=$(node ask.mjs)
printf '%s\n' "$seen"
expected='http://app.example/ and http://app.example:80/: true, URL says true
https://app.example/ and https://app.example:443/: false, URL says true'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
