import { boot } from './boot.ts';
import { decision } from './decision.ts';
import { framework } from './framework.ts';
import { http } from './http.ts';
import type { Effort } from './measure.ts';
import { hostile, scale } from './scale.ts';
import { type Table, printTable } from './table.ts';

interface Scope extends Effort {
  /** For what takes seconds each time. */
  readonly slowRounds: number;
  readonly seconds: number;
  readonly boots: number;
}

// Many short turns: a median over them forgets what else the machine did.
const efforts: Readonly<Record<string, Scope>> = {
  quick: { rounds: 11, turn: 5, slowRounds: 2, seconds: 1, boots: 1 },
  full: { rounds: 151, turn: 8, slowRounds: 7, seconds: 4, boots: 5 },
};

const layers: Readonly<Record<string, (scope: Scope) => Promise<readonly Table[]>>> = {
  decision,
  framework,
  scale,
  hostile,
  http: ({ slowRounds, seconds }) => http(slowRounds, seconds),
  boot: ({ boots }) => boot(boots),
};

export const layerNames: readonly string[] = Object.keys(layers);

// Run as a process of its own by `main.ts`, with a layer and an effort.
const [layer = '', effort = ''] = process.argv.slice(2);
const run = layers[layer];
const scope = efforts[effort];
if (run && scope) for (const table of await run(scope)) console.log(`${printTable(table)}\n`);
