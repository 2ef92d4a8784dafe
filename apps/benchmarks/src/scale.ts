import { allowedOrigin, asks, get, preflight } from './asks.ts';
import { asContender } from './decision.ts';
import type { Ask } from './exchange.ts';
import { routecorsHook } from './hooks.ts';
import { type Effort, measure } from './measure.ts';
import { exactOrigins, wildcardOrigins } from './origins.ts';
import { type Table, tableOf } from './table.ts';

/** Denied whatever is listed: `.test` is below no pattern, and has as many labels as those that are. */
const deniedAsk = get('https://app.test');

/** The decision, with more and more to decide by: exact origins and patterns, each against one of its kind. */
export async function scale(effort: Effort): Promise<readonly Table[]> {
  return [
    await compare('allowed GET', exactOrigins, 'exact origins', asks['allowed GET'], effort),
    await compare('denied GET', exactOrigins, 'exact origins', deniedAsk, effort),
    await compare('allowed GET', wildcardOrigins, 'patterns', asks['allowed GET'], effort),
    await compare('denied GET', wildcardOrigins, 'patterns', deniedAsk, effort),
  ];
}

async function compare(
  name: string,
  origins: (count: number) => string[],
  kind: string,
  ask: Ask,
  effort: Effort,
): Promise<Table> {
  const contenders = [];
  for (const count of [1, 10, 1_000, 100_000]) {
    const { decide } = await routecorsHook(origins(count));
    contenders.push(asContender(`${count}`, decide, ask));
  }
  const targets = { 10: 1.3, 1_000: 1.3, 100_000: 1.3 };
  return tableOf(`${kind}: ${name}`, '1', await measure(contenders, effort), { targets });
}

/** What only an attacker sends, against a denial of an ordinary request of the same kind. */
export async function hostile(effort: Effort): Promise<readonly Table[]> {
  const policies = { 'exact origins': [allowedOrigin], patterns: ['https://*.example'] };
  const tables: Table[] = [];
  for (const [kind, origins] of Object.entries(policies)) {
    const { decide } = await routecorsHook(origins);
    const samples = await measure(
      Object.entries(hostileAsks).map(([name, ask]) => asContender(name, decide, ask)),
      effort,
    );
    const targets = Object.fromEntries(bounded.map((name) => [name, 3]));
    tables.push(tableOf(`hostile input, ${kind}`, 'denied preflight', samples, { targets }));
  }
  return tables;
}

const names = Array.from({ length: 1_000 }, (_, index) => `x-header-${index}`.padEnd(15, 'x'));

const withinBounds = 'names up to the bound of size';

export const hostileAsks: Readonly<Record<string, Ask>> = {
  'denied preflight': preflight('https://app.test'),
  'Origin of 8 KB': preflight(`https://${'a'.repeat(8_192)}.test`),
  'Origin of many labels': preflight(`https://${'a.'.repeat(120)}test`),
  '1,000 header names': preflight(allowedOrigin, names.join(',')),
  'blanks within bounds of size': preflight(allowedOrigin, `a${' '.repeat(4_000)}`),
  'commas within bounds of size': preflight(allowedOrigin, ','.repeat(4_000)),
  [withinBounds]: preflight('https://app.test', names.join(',').slice(0, 4_095)),
};

/** What is refused unread. A list that is within all bounds has to be read. */
const bounded = Object.keys(hostileAsks).filter((name) => name !== withinBounds);
