import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { codeBlocksOf, commandOf } from '../../../.config/code-blocks.ts';
import { type Loader, type RunningServer, runCli, startServer } from './support/run-source.ts';
import { readSitePage, siteFolder } from './support/site-pages.ts';

/** Pages whose server is started as a reader starts it, and whose commands are run against it. */
const pages: readonly (readonly [name: string, loader: Loader])[] = [
  ['start/fastify', 'tsx'],
  ['start/nest', '@oxc-node/core/register'],
];

describe.each(pages)('%s', (name, loader) => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer(join(siteFolder, `${name}.ts`), loader);
  });
  afterAll(() => server.close());

  test('every command prints what stands below it', async () => {
    const { text, shows } = await readSitePage(`${name}.md`);
    expect(shows).toEqual([`${name}.ts`]);
    const commands = codeBlocksOf(text)
      .filter(({ language }) => language === 'console')
      .map(commandOf);
    expect(commands.length).toBeGreaterThan(1);
    for (const { words, shown } of commands) {
      const [npx, cli, ...args] = words;
      expect([npx, cli]).toEqual(['npx', '@routecors/cli']);
      const printed = await runCli(
        args.map((arg) => arg.replace('localhost:3000', `localhost:${server.port}`)),
      );
      expect(printed.replaceAll(`localhost:${server.port}`, 'localhost:3000').trimEnd()).toBe(
        shown,
      );
    }
  });
});
