import { type Booted, inFreshProcess, takeTurns } from '../fresh-process.ts';
import { type Table, tableOf } from '../table.ts';

type Boot = () => Promise<Booted>;

const server =
  (who: string, routes: number): Boot =>
  () =>
    inFreshProcess(new URL('../boot-server.js', import.meta.url), who, String(routes));

const compile =
  (who: string, kind: string, count: number): Boot =>
  () =>
    inFreshProcess(new URL('../compile-policy.js', import.meta.url), who, kind, String(count));

/** How long a server of many routes takes to be ready and a long list to be compiled, and what is then held. */
export async function boot(rounds: number, routes: number): Promise<readonly Table[]> {
  const servers = await takeTurns(rounds, {
    'no CORS': server('no CORS', routes),
    'no CORS again': server('no CORS', routes),
    routecors: server('routecors', routes),
    'routecors, a level each': server('routecors, a level each', routes),
    'no CORS, routecors imported': server('no CORS, routecors imported', routes),
    '@fastify/cors': server('@fastify/cors', routes),
  });
  const policies = await takeTurns(rounds, {
    'new URL() of 100,000 origins': compile('new URL', 'exact', 100_000),
    '100,000 exact origins': compile('routecors', 'exact', 100_000),
    '100,000 patterns': compile('routecors', 'patterns', 100_000),
    '1,000 exact origins': compile('routecors', 'exact', 1_000),
  });
  const unused = { 'no CORS, routecors imported': 1 };
  const times = { routecors: 1.05, 'routecors, a level each': 1.05, ...unused };
  const memory = { routecors: 1.05, 'routecors, a level each': 1.1, ...unused };
  return [
    tableOf(`boot of ${routes} routes: time`, 'no CORS', servers.nanoseconds, times),
    tableOf(`boot of ${routes} routes: memory`, 'no CORS', servers.held, memory),
    tableOf('compiling a policy: time', 'new URL() of 100,000 origins', policies.nanoseconds),
    tableOf('compiling a policy: memory', 'new URL() of 100,000 origins', policies.held),
  ];
}
