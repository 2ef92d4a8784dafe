import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';

/** The site of apps/docs, built and served as a static host serves it. */
export interface DocsSite {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const docs = join(import.meta.dirname, '../../docs');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export async function startDocsSite(): Promise<DocsSite> {
  const folder = await mkdtemp(join(tmpdir(), 'routecors-docs-'));
  const vitepress = join(docs, 'node_modules/vitepress/bin/vitepress.js');
  // The process of the tests has NODE_ENV=test, which Vue would take for development.
  await promisify(execFile)(process.execPath, [vitepress, 'build', 'site', '--outDir', folder], {
    cwd: docs,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(`${request.method} ${pathname}`);
    const path = join(
      folder,
      normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname),
    );
    readFile(path).then(
      (content) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
