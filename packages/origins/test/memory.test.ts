import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';
import { expect, test } from 'vitest';

import { createOriginList } from '../src/index.ts';

/** How often the list is replaced. */
const replacements = Number(process.env['ROUTECORS_REPLACEMENTS'] ?? 60);
const size = 10_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes on the heap that are still needed. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test(`memory after ${replacements} replacements of ${size} entries is what it was after ten`, async () => {
  const entriesOf = (round: number): readonly string[] =>
    Array.from({ length: size }, (_, index) => `https://r${round}-t${index}.example`);
  let entries = entriesOf(0);
  let tell: () => void = () => undefined;
  const list = createOriginList({
    source: {
      load: async () => entries,
      subscribe: (changed) => {
        tell = changed;
        return undefined;
      },
    },
    debounce: 0,
  });
  const server = Fastify();
  server.register(corsPlugin, { origin: list, credentials: true });
  server.get('/', async () => 'x');
  await server.ready();
  const replaceUntil = async (last: number): Promise<void> => {
    for (let round = list.status().version; round < last; round += 1) {
      entries = entriesOf(round);
      tell();
      await expect.poll(() => list.status().version, { interval: 1 }).toBe(round + 1);
    }
  };
  const before = held();
  await replaceUntil(10);
  const afterTen = held();
  await replaceUntil(replacements);
  const after = held();
  const origin = `https://r${replacements - 1}-t${size - 1}.example`;
  const { headers } = await server.inject({ url: '/', headers: { origin } });
  expect(headers['access-control-allow-origin']).toBe(origin);
  // One set that is kept by mistake is more than a megabyte.
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  console.log(
    `  held: ${megabytes(before)} MB at first, ${megabytes(afterTen)} MB after 10 replacements, ${megabytes(after)} MB after ${replacements}`,
  );
  expect(after - afterTen).toBeLessThan(8e6);
  await server.close();
}, 600_000);
