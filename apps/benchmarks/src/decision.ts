import { askNames, asks, allowedOrigin } from './asks.ts';
import type { Ask } from './exchange.ts';
import {
  type Decide,
  expressMiddleware,
  fastifyCorsHook,
  handWrittenHook,
  honoMiddleware,
  routecorsHook,
} from './hooks.ts';
import { type Contender, type Effort, measure } from './measure.ts';
import { type Table, tableOf } from './table.ts';

export const asContender = (name: string, decide: Decide, ask: Ask): Contender => ({
  name,
  run: async (count) => {
    let last: unknown;
    for (let index = 0; index < count; index += 1) last = decide(ask);
    // Asynchronous contenders are few and far from the floor: one wait for all of a turn.
    if (last instanceof Promise) await last;
  },
});

/** The decision and its headers, on a fake request and reply. */
export async function decision(effort: Effort): Promise<readonly Table[]> {
  const one = [allowedOrigin];
  const tables: Table[] = [];
  for (const name of askNames) {
    const contenders = {
      'hand-written': (await handWrittenHook()).decide,
      'hand-written again': (await handWrittenHook()).decide,
      routecors: (await routecorsHook(one)).decide,
      '@fastify/cors': (await fastifyCorsHook(one)).decide,
      cors: expressMiddleware(one).decide,
      hono: honoMiddleware(one).decide,
    };
    const samples = await measure(
      Object.entries(contenders).map(([who, decide]) => asContender(who, decide, asks[name])),
      effort,
    );
    tables.push(
      tableOf(`decision: ${name}`, 'hand-written', samples, { targets: { routecors: 1.5 } }),
    );
  }
  return tables;
}
