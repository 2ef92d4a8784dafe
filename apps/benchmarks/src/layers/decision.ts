import { everydayAsks, hostileAsks } from '../asks.ts';
import type { Contender } from '../contender.ts';
import { type Effort, measure } from '../measure.ts';
import { type OriginList, listKinds } from '../origins.ts';
import { type Table, tableOf, tablesByHand } from '../table.ts';

const hook = (who: string, name = who): Contender => ({ name, platform: 'hook', who });

/** The decision and its headers, on a fake request and reply. */
export async function decision(effort: Effort): Promise<readonly Table[]> {
  const contenders = [
    hook('nobody', 'the fakes alone'),
    hook('hand-written'),
    hook('hand-written', 'hand-written again'),
    hook('hand-written, several policies'),
    hook('routecors'),
    hook('routecors, several policies'),
    hook('@fastify/cors'),
    hook('cors'),
    hook('hono'),
  ];
  const samples = await measure(contenders, everydayAsks, effort);
  return everydayAsks.flatMap((ask) => tablesByHand(`decision: ${ask}`, samples[ask], 1.5));
}

const counts = [1, 10, 1_000, 100_000] as const;

/** The decision, with more and more to decide by, each against one of its kind. */
export async function scale(effort: Effort): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const kind of listKinds) {
    const contenders = counts.map((count) => ({
      ...hook('routecors', `${count}`),
      origins: { kind, count },
    }));
    const samples = await measure(contenders, ['allowed GET', 'unlisted GET'], effort);
    const targets = { 10: 1.3, 1_000: 1.3, 100_000: 1.3 };
    for (const [ask, taken] of Object.entries(samples)) {
      tables.push(tableOf(`${kind}: ${ask}`, '1', taken, targets));
    }
  }
  return tables;
}

/** What only an attacker sends, against a denial of an ordinary request of the same kind. */
export async function hostile(effort: Effort): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const kind of ['exact', 'patterns'] as const) {
    const origins: OriginList = { kind, count: 1 };
    const samples = await measure([{ ...hook('routecors'), origins }], hostileAsks, effort);
    const rows = hostileAsks.flatMap((ask) =>
      samples[ask].map((taken) => ({ ...taken, name: ask })),
    );
    const targets = Object.fromEntries(hostileAsks.slice(1).map((ask) => [ask, 3]));
    tables.push(tableOf(`hostile input, ${kind}`, 'denied preflight', rows, targets));
  }
  return tables;
}
