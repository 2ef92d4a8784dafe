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
      `Port ${ports.page} or ${ports.api} is in use. Choose others: PORT=4001 API_PORT=3001 npx -y pnpm@10 start\n`,
    );
    process.exit(1);
  }
}

const playground = await start();

process.stdout.write(`
  The playground:  ${playground.page}
  The sample API:  ${playground.api}

  Open the first in a browser. Ctrl-C stops both.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void playground.close());
}
