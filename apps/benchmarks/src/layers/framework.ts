import { type AskName, everydayAsks, parametricAsks } from '../asks.ts';
import type { Contender, Platform } from '../contender.ts';
import { type Effort, type Sample, measure } from '../measure.ts';
import { type Table, above, tableOf, tablesByHand } from '../table.ts';

const asks = [...everydayAsks, ...parametricAsks];
const many = { kind: 'exact', count: 1_000 } as const;

const on =
  (platform: Platform) =>
  (who: string, more: Partial<Contender> = {}): Contender => ({
    name: who,
    platform,
    who,
    ...more,
  });

const isPreflight = (ask: string): boolean => ask.startsWith('preflight');

/** The whole of a framework but its sockets. Of a GET, what CORS adds; a preflight has no base: without CORS it is a 404. */
export async function framework(effort: Effort): Promise<readonly Table[]> {
  return [...(await fastify(effort)), ...(await express(effort))];
}

async function fastify(effort: Effort): Promise<readonly Table[]> {
  const who = on('Fastify');
  const contenders = [
    who('no CORS'),
    who('hand-written'),
    who('hand-written', { name: 'hand-written again' }),
    who('hand-written, several policies'),
    who('routecors'),
    who('routecors, several policies'),
    who('routecors', { name: 'routecors, 1,000 origins', origins: many }),
    who('@fastify/cors'),
    who('@fastify/cors', { name: '@fastify/cors, 1,000 origins', origins: many }),
  ];
  const samples = await measure(contenders, asks, effort);
  return asks.flatMap((ask) => {
    const taken = isPreflight(ask)
      ? samples[ask].filter(({ name }) => name !== 'no CORS')
      : above('no CORS', samples[ask]);
    return tablesByHand(title('Fastify', ask), taken, 1.25);
  });
}

async function express(effort: Effort): Promise<readonly Table[]> {
  const who = on('Express');
  const contenders = [
    who('no CORS'),
    who('cors'),
    who('cors', { name: 'cors, 1,000 origins', origins: many }),
  ];
  const samples = await measure(contenders, ['allowed GET'], effort);
  const taken = above('no CORS', samples['allowed GET']);
  return [tableOf(title('Express', 'allowed GET'), 'cors', taken)];
}

/** What it costs to ask whose page a POST is from, against the same server that does not ask. */
export async function enforce(effort: Effort): Promise<readonly Table[]> {
  const who = on('Fastify');
  const contenders = [
    who('routecors'),
    who('routecors', { name: 'routecors again' }),
    who('routecors, enforcing'),
  ];
  const samples = await measure(contenders, ['allowed POST'], effort);
  const targets = { 'routecors, enforcing': 1.1 };
  return [tableOf(title('Fastify', 'allowed POST'), 'routecors', samples['allowed POST'], targets)];
}

/** Of a preflight it is the whole: without CORS it is a 404. */
function title(platform: Platform, ask: AskName): string {
  const isWhole = isPreflight(ask) || ask === 'allowed POST';
  return `${platform} without sockets: ${ask}, ${isWhole ? 'whole' : 'added'}`;
}

const nestAsks = ['allowed GET', 'denied GET', 'preflight'] as const;

/** Nest on both adapters, with few handlers and with many. */
export async function nest(effort: Effort): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const platform of ['Nest on Express', 'Nest on Fastify'] as const) {
    const who = on(platform);
    const of = (routes: number) => (name: string) =>
      who(name, { name: `${name}, ${routes}`, routes });

    const contenders = [
      ...['no CORS', 'enableCors', 'routecors'].map(of(10)),
      who('enableCors', { name: 'enableCors again, 10', routes: 10 }),
      ...['no CORS', 'routecors'].map(of(1_000)),
    ];
    const samples = await measure(contenders, nestAsks, effort);
    for (const ask of nestAsks) tables.push(...nestTables(platform, ask, samples[ask]));
  }
  return tables;
}

/** The whole of a request as well, against which what CORS adds may be too little to be told from noise. */
function nestTables(platform: Platform, ask: AskName, whole: readonly Sample[]): readonly Table[] {
  const withFew = whole.filter(({ name }) => name.endsWith(', 10'));
  const withMany = whole.filter(({ name }) => name.endsWith(', 1000'));
  const added = [...above('no CORS, 10', withFew), ...above('no CORS, 1000', withMany)];
  const shown = isPreflight(ask) ? whole.filter(({ name }) => !name.startsWith('no CORS')) : added;
  const tables = [
    tableOf(title(platform, ask), 'enableCors, 10', shown, { 'routecors, 10': 1 }),
    tableOf(
      `${title(platform, ask)}, by handlers`,
      'routecors, 10',
      shown.filter(({ name }) => name.startsWith('routecors')),
      { 'routecors, 1000': 1.1 },
    ),
  ];
  if (isPreflight(ask)) return tables;
  return [
    ...tables,
    tableOf(`${platform} without sockets: ${ask}, whole`, 'enableCors, 10', whole),
  ];
}
