import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { createResolver, emptyDraft } from '@routecors/core';

import type { Sample } from './measure.ts';
import { exactOrigins, wildcardOrigins } from './origins.ts';
import { type Table, tableOf } from './table.ts';

const routes = 10_000;
const contenders = ['no CORS', 'no CORS again', 'routecors', 'routecors, a level each'] as const;

/** How long a server of many routes takes to be ready, and what it then holds. */
export async function boot(rounds: number): Promise<readonly Table[]> {
  const times = contenders.map((name) => ({ name, rounds: [] as number[], bytes: undefined }));
  const held = contenders.map((name) => ({ name, rounds: [] as number[], bytes: undefined }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, name] of contenders.entries()) {
      const booted = await bootOnce(name.replace(' again', ''));
      times[index]?.rounds.push(booted.nanoseconds);
      held[index]?.rounds.push(booted.held);
    }
  }
  const targets = { routecors: 1.1, 'routecors, a level each': 1.1 };
  return [
    tableOf(`boot of ${routes} routes: time`, 'no CORS', times, { targets }),
    tableOf(`boot of ${routes} routes: memory`, 'no CORS', held, { targets }),
    tableOf('compiling a policy', '1,000 exact origins', compiling(rounds)),
  ];
}

interface Booted {
  readonly nanoseconds: number;
  readonly held: number;
}

async function bootOnce(who: string): Promise<Booted> {
  const path = fileURLToPath(new URL('./boot-server.ts', import.meta.url));
  const child = fork(path, [who, String(routes)]);
  const ended = once(child, 'exit');
  const [booted] = (await once(child, 'message')) as [Booted];
  await ended;
  return booted;
}

function compiling(rounds: number): readonly Sample[] {
  const lists = {
    '1,000 exact origins': exactOrigins(1_000),
    '100,000 exact origins': exactOrigins(100_000),
    '100,000 patterns': wildcardOrigins(100_000),
  };
  return Object.entries(lists).map(([name, origin]) => {
    compile(origin);
    return {
      name,
      rounds: Array.from({ length: rounds }, () => compile(origin)),
      bytes: undefined,
    };
  });
}

/** Nanoseconds from options to a compiled policy. */
function compile(origin: readonly string[]): number {
  const start = process.hrtime.bigint();
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: 'benchmark', value: { origin } }));
  resolver.report.finish();
  return Number(process.hrtime.bigint() - start);
}
