import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of blank pages: what matters of them is their origin. */
export interface PageServer {
  /** The page's own origin, which the samples allow. */
  readonly page: string;
  /** The same page under another origin, which they do not know. */
  readonly stranger: string;
  readonly close: () => Promise<void>;
}

/** Serves on `localhost`, and on 127.0.0.1, which is another origin. */
export async function createPageServer(): Promise<PageServer> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>A page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    page: `http://localhost:${port}`,
    stranger: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
