import { type Playground, startPlayground } from './app.ts';

const ports = {
  page: Number(process.env['PORT'] ?? 4000),
  api: Number(process.env['API_PORT'] ?? 3000),
};

async function start(): Promise<Playground> {
  try {
    return await startPlayground(ports);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    process.stderr.write(
      `Port ${ports.page}, or one of the four from ${ports.api} on, is in use. Choose others: PORT=4001 API_PORT=3100 npx -y pnpm@10 start\n`,
    );
    process.exit(1);
  }
}

const playground = await start();

process.stdout.write(`
  The playground:  ${playground.page}
${playground.servers.map(({ name, api }) => `  ${`${name}:`.padEnd(16)} ${api}`).join('\n')}

  Open the first in a browser. Ctrl-C stops them all.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void playground.close());
}
