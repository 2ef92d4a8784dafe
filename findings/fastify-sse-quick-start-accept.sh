#!/usr/bin/env bash
# @fastify/sse 0.6.0, with fastify 5.12.8 on Node 20.
#
# The guess: a route with `sse: true` and a handler that calls `reply.sse.send()`, as the package's README
# begins, streams to whoever asks for it.
#
# What happens: it streams only where Accept names text/event-stream itself, as EventSource sends it. A page
# that reads the stream with fetch(), or curl, says `Accept: */*`. The handler then runs with `reply.sse`
# undefined and the answer is a 500. `sse: 'only'` streams to all of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fastify@5.12.8 @fastify/sse@0.6.0 >/dev/null
cat >ask.cjs <<'JS'
const Fastify = require('fastify');

async function ask(sse, accept) {
  const app = Fastify({ forceCloseConnections: true });
  await app.register(require('@fastify/sse'));
  app.get('/events', { sse }, async (_request, reply) => {
    await reply.sse.send({ data: 'tick' });
    reply.sse.close();
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const response = await fetch(`${address}/events`, { headers: { accept } });
  console.log(`sse: ${sse}, Accept: ${accept}: ${response.status}`);
  await response.text();
  await app.close();
}

(async () => {
  for (const sse of [true, 'only']) {
    for (const accept of ['text/event-stream', '*/*']) await ask(sse, accept);
  }
})();
JS
seen=$(node ask.cjs)
printf '%s\n' "$seen"
expected='sse: true, Accept: text/event-stream: 200
sse: true, Accept: */*: 500
sse: only, Accept: text/event-stream: 200
sse: only, Accept: */*: 200'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
