import { report, spent } from './fresh-process.ts';

/**
 * Boots a server of so many plain routes, once. The process imports nothing but what it is told to: a
 * baseline that had loaded us would pay for us.
 */
const [who = '', routes] = process.argv.slice(2);

const { default: Fastify } = await import('fastify');
const isRoutecors = who.includes('routecors');
const plugin: unknown = isRoutecors
  ? (await import('@routecors/fastify')).default
  : who === '@fastify/cors' && (await import('@fastify/cors')).default;

const before = process.cpuUsage();
const app = Fastify();
if (plugin && who !== 'no CORS, routecors imported') {
  await app.register(plugin as never, { origin: ['https://app.example'] } as never);
}
for (let index = 0; index < Number(routes); index += 1) {
  const config = who === 'routecors, a level each' ? { cors: { maxAge: 600 } } : {};
  app.get(`/item-${index}`, { config } as never, (_request, reply) => reply.send('ok'));
}
await app.ready();
report(spent(before));
// So that the server is there while what is held is counted.
await app.close();
