import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import autocannon from 'autocannon';

import { asks } from '../asks.ts';
import type { Sample } from '../measure.ts';
import { type Table, tableOf } from '../table.ts';

/** Who answers, and on how many routes. */
const contendersOf = (many: number) =>
  ({
    'hand-written route': ['hand-written route', 10],
    'hand-written route again': ['hand-written route', 10],
    [`hand-written route, ${many} routes`]: ['hand-written route', many],
    'hand-written hook': ['hand-written', 10],
    'routecors, 10 routes': ['routecors', 10],
    'routecors, 1000 routes': ['routecors', 1_000],
    [`routecors, ${many} routes`]: ['routecors', many],
    [`routecors, several policies, ${many}`]: ['routecors, several policies', many],
    '@fastify/cors, 10 routes': ['@fastify/cors', 10],
  }) as const;

export interface HttpEffort {
  /** Of each contender, one after the other: two of one program may differ by more than two programs do. */
  readonly processes: number;
  /** In each process. */
  readonly rounds: number;
  /** Of load, a round. */
  readonly seconds: number;
  /** Of load that is not counted: until then the code is being compiled. */
  readonly warmUp: number;
  /** Routes of the servers with many. */
  readonly routes: number;
}

/**
 * Preflights over loopback, the load in this process and each server in its own. Two numbers: what
 * one request takes from end to end, which is also the load generator's, and the processor time
 * that the server alone spends on it.
 */
export async function http(effort: HttpEffort): Promise<readonly Table[]> {
  const contenders = contendersOf(effort.routes);
  const loads = new Map<string, Load[]>();
  for (let process = 0; process < effort.processes; process += 1) {
    const servers = await Promise.all(
      Object.entries(contenders).map(([name, args]) => startServer(name, args.map(String))),
    );
    try {
      for (const server of servers) await load(server, effort.warmUp);
      for (let round = 0; round < effort.rounds; round += 1) {
        for (const server of servers) {
          const taken = await load(server, effort.seconds);
          loads.set(server.name, [...(loads.get(server.name) ?? []), taken]);
        }
      }
    } finally {
      for (const { child } of servers) child.disconnect();
    }
  }
  const samplesOf = (kind: keyof Load): Sample[] =>
    [...loads].map(([name, all]) => ({
      name,
      rounds: all.map((taken) => taken[kind]),
      bytes: undefined,
    }));
  const [unit] = Object.keys(contenders) as [string];
  return [
    tableOf('HTTP, preflight: time a request', unit, samplesOf('wall')),
    tableOf('HTTP, preflight: processor time', unit, samplesOf('processor')),
  ];
}

/** What one request took. */
interface Load {
  /** From end to end, in seconds. */
  readonly wall: number;
  /** Of the server alone, in microseconds. */
  readonly processor: number;
}

interface Server {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
}

async function startServer(name: string, args: readonly string[]): Promise<Server> {
  // A young generation of one size: it grows while many routes are added, and the server is faster ever after.
  const execArgv = ['--min-semi-space-size=16'];
  const script = fileURLToPath(new URL('../http-server.js', import.meta.url));
  const child = fork(script, args, { execArgv });
  const [port] = (await once(child, 'message')) as [number];
  return { name, child, port };
}

async function load({ child, port }: Server, duration: number): Promise<Load> {
  const { method, url, headers } = asks.preflight;
  const before = await processorTime(child);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${url}`,
    method: method as 'OPTIONS',
    headers,
    connections: 16,
    duration,
    // It ends on a sample, in milliseconds.
    sampleInt: 50,
  });
  const total = result['2xx'];
  if (result.non2xx > 0 || total === 0) throw new Error(`A server failed: ${result.non2xx} times.`);
  return {
    wall: result.duration / total,
    processor: ((await processorTime(child)) - before) / total,
  };
}

async function processorTime(child: ChildProcess): Promise<number> {
  child.send('processor time');
  const [microseconds] = (await once(child, 'message')) as [number];
  return microseconds;
}
