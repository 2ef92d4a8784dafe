import { type AskName, askNames, asks, allowedOrigin } from './asks.ts';
import { type Ask, type Listener, exchange, turn } from './exchange.ts';
import { expressApp } from './express-servers.ts';
import { type ServerName, servers } from './fastify-servers.ts';
import { type Contender, type Effort, measure } from './measure.ts';
import { exactOrigins } from './origins.ts';
import { type Table, tableOf } from './table.ts';

/** A server's listener as a contender; whatever it leaves for later is done in its own turn. */
const listenerContender = (name: string, listener: Listener, ask: Ask): Contender => ({
  name,
  run: async (count) => {
    for (let index = 0; index < count; index += 1) {
      exchange(listener, ask);
      if (index % 64 === 63) await turn();
    }
    await turn();
  },
});

/** Fastify's own listener, as its HTTP server would call it. */
export async function fastifyListener(
  name: ServerName,
  origins: readonly string[],
): Promise<Listener> {
  const app = await servers[name](origins);
  return (request, response) => app.routing(request, response);
}

/** The whole of a framework but its sockets. A preflight has no base: without CORS it is a 404. */
export async function framework(effort: Effort): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const name of askNames) tables.push(await fastify(name, effort));
  tables.push(await express(effort));
  return tables;
}

async function fastify(ask: AskName, effort: Effort): Promise<Table> {
  const one = [allowedOrigin];
  const many = exactOrigins(1_000);
  const listeners: Readonly<Record<string, Listener>> = {
    'no CORS': await fastifyListener('no CORS', one),
    'hand-written': await fastifyListener('hand-written', one),
    'hand-written again': await fastifyListener('hand-written', one),
    routecors: await fastifyListener('routecors', one),
    'routecors, 1000 origins': await fastifyListener('routecors', many),
    '@fastify/cors': await fastifyListener('@fastify/cors', one),
    '@fastify/cors, 1000 origins': await fastifyListener('@fastify/cors', many),
  };
  const entries = Object.entries(listeners).filter(
    ([name]) => ask !== 'preflight' || name !== 'no CORS',
  );
  const samples = await measure(
    entries.map(([name, listener]) => listenerContender(name, listener, asks[ask])),
    effort,
  );
  return tableOf(`Fastify without sockets: ${ask}`, 'hand-written', samples, {
    ...(ask !== 'preflight' && { base: 'no CORS' }),
    targets: { routecors: 1.25 },
  });
}

async function express(effort: Effort): Promise<Table> {
  const one = [allowedOrigin];
  const listeners = {
    'no CORS': expressApp(),
    cors: expressApp(one),
    'cors, 1000 origins': expressApp(exactOrigins(1_000)),
  };
  const samples = await measure(
    Object.entries(listeners).map(([name, listener]) =>
      listenerContender(name, listener, asks['allowed GET']),
    ),
    effort,
  );
  return tableOf('Express without sockets: allowed GET', 'cors', samples, { base: 'no CORS' });
}
