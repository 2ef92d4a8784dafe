import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The app that `fastify generate --esm` makes, with the plugin in a file of `plugins/`: all of it is
 * in a scope without a prefix, and no file of the user's calls `Fastify()`.
 */
const cli = dirname(createRequire(import.meta.url).resolve('fastify-cli/package.json'));
const packageRoot = join(import.meta.dirname, '..');

const corsFile = (wrap: string): string => `
  import fp from 'fastify-plugin';
  import corsPlugin from '@routecors/fastify';
  const plugin = async (app) => { app.register(corsPlugin, { origin: ['https://app.example'] }); };
  export default ${wrap}(plugin);
`;

let apps = '';
beforeAll(async () => {
  const reports = join(packageRoot, '.reports');
  await mkdir(reports, { recursive: true });
  apps = await mkdtemp(join(reports, 'fastify-cli-'));
});
afterAll(() => rm(apps, { recursive: true }));

/** Makes an app, starts it as fastify-cli does, and asks it. */
async function run(
  name: string,
  files: Readonly<Record<string, string>>,
  asks: readonly object[],
  options: object = {},
): Promise<{ error?: string; answers: { statusCode: number; headers: object }[]; log: string }> {
  const app = join(apps, name);
  await cp(join(cli, 'templates/app-esm'), app, { recursive: true });
  await rm(join(app, 'test'), { recursive: true });
  // Without a package.json of its own it is in this package, which can import itself by name.
  await rm(join(app, 'package.json'));
  for (const [path, text] of Object.entries(files)) await writeFile(join(app, path), text);
  const source = `
    import { writeFileSync } from 'node:fs';
    import { runFastify } from 'fastify-cli/start.js';
    let result;
    try {
      const options = { ready: true, ...${JSON.stringify(options)} };
      const server = await runFastify([${JSON.stringify(join(app, 'app.js'))}], options, { logger: { level: 'warn' } });
      const answers = [];
      for (const ask of ${JSON.stringify(asks)}) {
        const { statusCode, headers } = await server.inject(ask);
        answers.push({ statusCode, headers });
      }
      await server.close();
      result = { answers };
    } catch (error) { result = { error: error.message, answers: [] }; }
    // Beside the log, which may be written later than this.
    writeFileSync(${JSON.stringify(join(app, 'result.json'))}, JSON.stringify(result));
    process.exit();`;
  const flags = ['--import=tsx', '--conditions=@routecors/source', '--input-type=module'];
  const { stdout: log } = await promisify(execFile)(
    process.execPath,
    [...flags, '--eval', source],
    {
      cwd: packageRoot,
    },
  );
  const result = await readFile(join(app, 'result.json'), 'utf8');
  return { ...(JSON.parse(result) as { answers: [] }), log };
}

const origin = 'https://app.example';
const get = (url: string) => ({ url, headers: { origin } });
const preflight = (url: string, method: string, from = origin) => ({
  method: 'OPTIONS',
  url,
  headers: { origin: from, 'access-control-request-method': method },
});

describe('in the layout of fastify-cli', { timeout: 60_000 }, () => {
  test('404s carry headers, and preflights of unknown paths are granted', async () => {
    const { answers, log } = await run('wrapped', { 'plugins/cors.js': corsFile('fp') }, [
      get('/'),
      get('/example'),
      get('/nothing'),
      preflight('/', 'GET'),
      preflight('/nothing', 'DELETE'),
      preflight('/nothing', 'DELETE', 'https://evil.example'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 404, 204, 204, 403]);
    for (const { headers } of answers.slice(0, 5)) {
      expect(headers).toMatchObject({ 'access-control-allow-origin': origin });
    }
    expect(answers[4]?.headers).toMatchObject({ 'access-control-allow-methods': 'DELETE' });
    // The one denial, and no warning of boot.
    expect(log.trim().split('\n')).toEqual([expect.stringContaining('origin-not-matched')]);
  });

  test('with --prefix, the same is so below it, and nothing is ours elsewhere', async () => {
    const asks = [get('/api/nothing'), get('/nothing'), preflight('/nothing', 'GET')];
    const files = { 'plugins/cors.js': corsFile('fp') };
    const { answers } = await run('prefixed', files, asks, { prefix: '/api' });
    expect(answers).toMatchObject([
      { statusCode: 404, headers: { 'access-control-allow-origin': origin } },
      { statusCode: 404, headers: expect.not.objectContaining({ vary: 'Origin' }) as unknown },
      { statusCode: 404 },
    ]);
  });

  test('a file without fastify-plugin is refused, and the fix fits', async () => {
    const { error } = await run('bare', { 'plugins/cors.js': corsFile('') }, []);
    expect(error).toMatch(/registration-covers-nothing[^]*Fix: Wrap the file .* in fastify-plugin/);
  });

  test('a route of an earlier plugin is refused by name, and the fix fits', async () => {
    const files = {
      'plugins/cors.js': corsFile('fp'),
      'plugins/cache.js': `import fp from 'fastify-plugin';
        export default fp(async (app) => { app.get('/cached', async () => 'x'); });`,
    };
    const { error } = await run('early', files, []);
    expect(error).toMatch(/\/cached \(GET, HEAD\)[^]*Fix: .*with fastify-cli .* app\.js/);
    const app = `import '@routecors/fastify';\n${await readFile(join(cli, 'templates/app-esm/app.js'), 'utf8')}`;
    const { answers } = await run('mended', { ...files, 'app.js': app }, [get('/cached')]);
    expect(answers).toMatchObject([{ headers: { 'access-control-allow-origin': origin } }]);
  });
});
