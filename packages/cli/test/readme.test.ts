import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { codeBlocksOf, commandOf } from '../../../.config/code-blocks.ts';
import { checkHelp, migrateHelp, suggestHelp } from '../src/help.ts';
import { type RawServer, listenFor } from './raw-server.ts';
import { routecors } from './routecors.ts';

/** The server of the README, which forgets that pages log in, and what its page wants to read. */
const answers = {
  preflight: {
    status: 204,
    headers: [
      ['Access-Control-Allow-Origin', 'https://app.example'],
      ['Access-Control-Allow-Methods', 'GET, POST, PUT'],
      ['Access-Control-Allow-Headers', 'content-type'],
    ],
  },
  actual: {
    headers: [
      ['Access-Control-Allow-Origin', 'https://app.example'],
      ['X-Total-Count', '3'],
    ],
  },
} as const;

/** The application of the README that is to be moved. */
const myApp = {
  'my-app/server.js': `import Fastify from 'fastify';
import cors from '@fastify/cors';

const app = Fastify();
app.register(cors, {
  origin: ['https://app.example'],
  credentials: true,
  methods: 'GET,PUT,POST',
  strictPreflight: true,
});
`,
  // A package of its own, so that the first one has one registration.
  'my-app/admin/package.json': '{}',
  'my-app/admin/main.js': `import Fastify from 'fastify';
import cors from '@fastify/cors';
import { admins } from './admins.js';

const app = Fastify();
app.register(cors, { origin: (origin, callback) => callback(null, admins.has(origin)) });
`,
};

/** What the README's server wrote with `shadow: { origin: false }`. */
const log = [
  { msg: 'Server listening' },
  ...[
    ['GET /items', 'https://app.example', 1],
    ['GET /items', 'https://app.example', 211],
    ['PUT /items/:id', 'https://app.example', 40],
    ['GET /items', 'https://partner.example', 12],
    ['GET /items', 'https://stranger.example', 1],
  ].map(([route, origin, count]) => ({
    cors: { route, origin, reason: 'cors-off', isShadow: true, count },
  })),
];

let server: RawServer;
let folder: string;
let readme: string;
beforeAll(async () => {
  server = await listenFor(() => answers);
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
  readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  await writeFile(join(folder, 'cors.json'), '{ "orign": "*", "maxAge": -1 }');
  await writeFile(join(folder, 'app.log'), log.map((line) => JSON.stringify(line)).join('\n'));
  for (const [name, text] of Object.entries(myApp)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('every command of the README prints what stands below it', async () => {
  const address = new URL(server.url).host;
  const blocks = codeBlocksOf(readme).filter(({ language }) => language === 'console');
  expect(blocks.length).toBeGreaterThan(3);
  for (const block of blocks) {
    const { words, shown } = commandOf(block);
    const [npx, name, ...args] = words;
    expect([npx, name]).toEqual(['npx', '@routecors/cli']);
    const { out, err } = await routecors(
      ...args.map((arg) =>
        arg
          .replace('localhost:8790', address)
          .replace(/^(?:cors\.json|my-app|app\.log)$/, (path) => join(folder, path)),
      ),
    );
    const real = `${out}${err}`.replaceAll(address, 'localhost:8790').replaceAll(`${folder}/`, '');
    expect(real.trimEnd()).toBe(shown);
  }
});

test('every option that --help lists is in the README', () => {
  for (const [option] of `${checkHelp}${migrateHelp}${suggestHelp}`.matchAll(/--[a-z-]+/g)) {
    expect(readme).toContain(option);
  }
});
