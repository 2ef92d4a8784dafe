import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type StoreClient, connectTo } from '../live/clients.ts';
import type { Arrival } from '../live/server.ts';
import { startPostgres, startRedis } from '../live/stores.ts';
import { type Effort, measure } from '../measure.ts';
import { quantile } from '../quantile.ts';
import { type Table, tableOf } from '../table.ts';

const servers = 3;
const many = 100_000;
const starts = { PostgreSQL: startPostgres, Redis: startRedis };

/** Lists that change while the server runs: what they cost a request, and how soon a change is in force. */
export async function live(
  effort: Effort & { readonly changes: number },
): Promise<readonly Table[]> {
  const tables = await asked(effort);
  for (const [name, start] of Object.entries(starts)) {
    const store = await start();
    if (store === undefined) {
      console.error(`${name} is not installed, and not measured.`);
      continue;
    }
    try {
      tables.push(...(await followed(name, store.url, effort.changes)));
    } finally {
      await store.stop();
    }
  }
  return tables;
}

/** The decision with a live list, against the same origins written down. */
async function asked(effort: Effort): Promise<Table[]> {
  const origins = { kind: 'exact', count: 1_000 } as const;
  const contenders = ['routecors', 'routecors, a live list'].map((who) => ({
    name: who,
    platform: 'hook' as const,
    who,
    origins,
  }));
  const samples = await measure(contenders, ['allowed GET', 'unlisted GET'], effort);
  return Object.entries(samples).map(([ask, taken]) =>
    tableOf(`1,000 origins: ${ask}`, 'routecors', taken, { 'routecors, a live list': 1.1 }),
  );
}

async function followed(name: string, url: string, changes: number): Promise<readonly Table[]> {
  const writer = await connectTo(url);
  await writer.prepare();
  const script = fileURLToPath(new URL('../live/server.js', import.meta.url));
  const children = Array.from({ length: servers }, () => fork(script, [url]));
  try {
    await arrivals(children, 'in force');
    const soon = await timeToForce(name, writer, children, changes);
    // One has a processor for itself: what others do on it is not its pause.
    const [first, ...others] = children;
    for (const child of others) child.kill();
    return first === undefined ? [soon] : [soon, await pauses(name, writer, first)];
  } finally {
    for (const child of children) child.kill();
    await writer.close();
  }
}

/** From the moment that somebody begins to tell until the last of the servers has it, in nanoseconds. */
async function timeToForce(
  name: string,
  writer: StoreClient,
  children: readonly ChildProcess[],
  changes: number,
): Promise<Table> {
  const rounds = { bare: [] as number[], heard: [] as number[], force: [] as number[] };
  for (let round = 0; round < changes; round += 1) {
    // What one change leaves to do is not to be in the way of the next.
    await wait(30);
    const bare = arrivals(children, 'bare');
    const told = process.hrtime.bigint();
    await writer.tell('bare');
    rounds.bare.push(lastOf(await bare, told));
    await wait(30);
    const [heard, force] = [arrivals(children, 'heard'), arrivals(children, 'in force')];
    const changed = process.hrtime.bigint();
    await writer.add([`https://round-${round}.example`]);
    rounds.heard.push(lastOf(await heard, changed));
    rounds.force.push(lastOf(await force, changed));
  }
  const bare = name === 'Redis' ? 'a bare PUBLISH, heard' : 'a bare NOTIFY, heard';
  const samples = [
    { name: bare, rounds: rounds.bare },
    { name: 'a change, heard', rounds: rounds.heard },
    { name: 'a change, in force', rounds: rounds.force },
  ].map((sample) => ({ ...sample, bytes: undefined }));
  const took = (quantile(rounds.bare, 0.5) / 1e6).toFixed(2);
  const title = `${name}: time until the last of ${servers} processes has it (bare: ${took} ms)`;
  return tableOf(title, bare, samples, { 'a change, in force': 1.5 });
}

/** How late the event loop is while a large list is replaced, in milliseconds. */
async function pauses(name: string, writer: StoreClient, child: ChildProcess): Promise<Table> {
  const replaced: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const emptied = arrivalOf(child, 'in force');
    await writer.empty();
    await emptied;
    const force = arrivalOf(child, 'in force');
    await writer.add(Array.from({ length: many }, (_, index) => `https://t${index}.example`));
    // Counted since it heard of the change.
    replaced.push((await force).delay);
  }
  const loaded = `${many} entries are loaded and put in force`;
  const samples = [
    { name: '1 ms', rounds: replaced.map(() => 1) },
    { name: loaded, rounds: replaced },
  ].map((sample) => ({ ...sample, bytes: undefined }));
  const title = `${name}: event loop delay, 99 of 100, in milliseconds`;
  return tableOf(title, '1 ms', samples, { [loaded]: 10 });
}

const lastOf = (all: readonly Arrival[], since: bigint): number =>
  Math.max(...all.map(({ at }) => Number(BigInt(at) - since)));

/** The next of each process. */
function arrivals(
  children: readonly ChildProcess[],
  what: Arrival['what'],
): Promise<readonly Arrival[]> {
  return Promise.all(children.map((child) => arrivalOf(child, what)));
}

function arrivalOf(child: ChildProcess, what: Arrival['what']): Promise<Arrival> {
  return new Promise((resolve, reject) => {
    const died = (): void => reject(new Error('A server with a live list has died.'));
    const arrived = (arrival: Arrival): void => {
      if (arrival.what !== what) return;
      child.off('message', arrived);
      child.off('exit', died);
      resolve(arrival);
    };
    child.on('message', arrived);
    child.on('exit', died);
  });
}
