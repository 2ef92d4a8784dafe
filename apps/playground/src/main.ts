import { startPlayground } from './app.ts';

const playground = await startPlayground({
  page: Number(process.env['PORT'] ?? 4000),
  api: Number(process.env['API_PORT'] ?? 3000),
});

process.stdout.write(`
  The playground:  ${playground.page}
  The sample API:  ${playground.api}

  Open the first in a browser. Ctrl-C stops both.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void playground.close());
}
