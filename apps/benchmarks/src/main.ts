import { boot } from './layers/boot.ts';
import { decision, hostile, scale } from './layers/decision.ts';
import { enforce, framework, nest } from './layers/framework.ts';
import { type HttpEffort, http } from './layers/http.ts';
import { live } from './layers/live.ts';
import { start } from './layers/start.ts';
import type { Effort } from './measure.ts';
import { type Table, printTable } from './table.ts';

interface Scope extends Effort {
  readonly http: Omit<HttpEffort, 'routes'>;
  readonly boots: number;
  readonly starts: number;
  /** How often a store's list is changed. */
  readonly changes: number;
  /** Of a server that has many. */
  readonly routes: number;
}

// Many short turns: a median over them forgets what else the machine did.
const efforts = {
  quick: {
    processes: 1,
    rounds: 11,
    turn: 4,
    http: { processes: 1, rounds: 2, seconds: 0.5, warmUp: 1.5 },
    boots: 1,
    starts: 2,
    changes: 21,
    routes: 2_000,
  },
  full: {
    processes: 5,
    rounds: 31,
    turn: 8,
    http: { processes: 4, rounds: 3, seconds: 1, warmUp: 6 },
    boots: 9,
    starts: 41,
    changes: 201,
    routes: 10_000,
  },
} as const satisfies Record<string, Scope>;

const layers: Readonly<Record<string, (scope: Scope) => Promise<readonly Table[]>>> = {
  decision,
  framework,
  nest,
  enforce,
  scale,
  hostile,
  http: ({ http: effort, routes }) => http({ ...effort, routes }),
  boot: ({ boots, routes }) => boot(boots, routes),
  start: ({ starts }) => start(starts),
  live,
};

/** `--quick` is for CI; names of layers, such as `decision`, run only those. */
const args = process.argv.slice(2).filter((arg) => arg !== '--');
const scope = efforts[args.includes('--quick') ? 'quick' : 'full'];
const names = args.filter((arg) => arg !== '--quick');
const unknown = names.filter((name) => !Object.hasOwn(layers, name));
if (unknown.length > 0) {
  console.error(
    `There is no layer ${unknown.join(', ')}. There are: ${Object.keys(layers).join(' ')}.`,
  );
  process.exit(2);
}
for (const [name, run] of Object.entries(layers)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const table of await run(scope)) console.log(`${printTable(table)}\n`);
}
