import { fastifyServer } from './subjects/fastify.ts';

/** A server in a process of its own: its arguments are who answers and how many routes there are. */
const [who = '', routes] = process.argv.slice(2);
const setting = { origins: { kind: 'exact', count: 1 }, routes: Number(routes) } as const;
const app = await fastifyServer(who, setting);
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.send?.(typeof address === 'object' ? address?.port : undefined);
// Whoever asks is told the processor time used so far, in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
