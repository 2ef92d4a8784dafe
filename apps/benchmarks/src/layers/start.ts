import { type Booted, inFreshProcess, takeTurns } from '../fresh-process.ts';
import { installedSizes } from '../start/installed-size.ts';
import { type Table, tableOf } from '../table.ts';

type Start = () => Promise<Booted>;

const fastify =
  (...args: readonly string[]): Start =>
  () =>
    inFreshProcess(new URL('../start/small-fastify.js', import.meta.url), ...args);

const nest =
  (platform: string, who: string): Start =>
  () =>
    inFreshProcess(new URL('../start/small-nest.js', import.meta.url), platform, who);

/** What a server pays before its first request: processor time of processes that do nothing else. */
export async function start(rounds: number): Promise<readonly Table[]> {
  const peer = '@fastify/cors';
  const imports = await takeTurns(rounds, {
    [peer]: fastify('import', peer),
    [`${peer} again`]: fastify('import', peer),
    routecors: fastify('import', 'routecors'),
  });
  const boots = await takeTurns(rounds, {
    [peer]: fastify('import and boot', peer),
    routecors: fastify('import and boot', 'routecors'),
    'routecors, a wildcard with credentials': fastify(
      'import and boot',
      'routecors',
      'a wildcard with credentials',
    ),
    [`${peer}, a RegExp`]: fastify('import and boot', peer, 'a RegExp'),
    'routecors, a RegExp': fastify('import and boot', 'routecors', 'a RegExp'),
  });
  const servers = await takeTurns(rounds, {
    [peer]: fastify('from start', peer),
    [`${peer} again`]: fastify('from start', peer),
    'no CORS': fastify('from start', 'no CORS'),
    routecors: fastify('from start', 'routecors'),
  });
  const tables = [
    tableOf('import beside a loaded Fastify', peer, imports.nanoseconds, { routecors: 1.5 }),
    tableOf('import and boot beside a loaded Fastify', peer, boots.nanoseconds, {
      'routecors, a wildcard with credentials': 4,
      'routecors, a RegExp': 4,
    }),
    tableOf('a small server, from the start of the process', peer, servers.nanoseconds, {
      routecors: 1.05,
    }),
  ];
  for (const platform of ['Express', 'Fastify']) {
    const applications = await takeTurns(rounds, {
      enableCors: nest(platform, 'enableCors'),
      'enableCors again': nest(platform, 'enableCors'),
      'no CORS': nest(platform, 'no CORS'),
      routecors: nest(platform, 'routecors'),
    });
    const title = `a small Nest application on ${platform}, from the start of the process`;
    tables.push(tableOf(title, 'enableCors', applications.nanoseconds, { routecors: 1.05 }));
  }
  return [...tables, await installedSizes()];
}
