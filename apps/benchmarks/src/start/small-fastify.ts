import { report, spent } from '../fresh-process.ts';

/**
 * One small Fastify server in a process of its own, which imports nothing but what it is told to. Told
 * `from start`, it counts everything since the process started; told `import`, only the import of the
 * plugin beside a Fastify that is loaded and has booted once; told `import and boot`, that and a boot.
 */
const [what, who = '', kind = 'one origin'] = process.argv.slice(2);

const origins: Readonly<Record<string, string | readonly (string | RegExp)[]>> = {
  'one origin': 'https://app.example',
  'a wildcard with credentials': ['https://*.app.example'],
  'a RegExp': [/^https:\/\/[a-z]{1,20}\.app\.example$/],
};
const credentials = kind === 'a wildcard with credentials';

const plugins: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  '@fastify/cors': () => import('@fastify/cors'),
  routecors: () => import('@routecors/fastify'),
};

const { default: Fastify } = await import('fastify');
const load = plugins[who];
if (what !== 'from start') await boot();
const before = what === 'from start' ? { user: 0, system: 0 } : process.cpuUsage();
const plugin = await load?.();
if (what !== 'import') await boot(plugin?.default);
report(spent(before));

async function boot(add?: unknown): Promise<void> {
  const app = Fastify();
  if (add) await app.register(add as never, { origin: origins[kind], credentials } as never);
  app.get('/item', (_request, reply) => reply.send('ok'));
  await app.ready();
}
