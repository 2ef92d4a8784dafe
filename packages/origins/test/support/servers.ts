import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

import type { StoreName } from './stores.ts';

/** A process that serves with a live list. */
export interface ServerProcess {
  /** What a preflight and the request that follows it get for an origin. */
  readonly ask: (origin: string) => Promise<Answer>;
  /** Closes its server, and gives the code with which the process then ends by itself. */
  readonly close: () => Promise<unknown>;
}

export interface Answer {
  readonly statuses: readonly number[];
  readonly isAllowed: boolean;
}

const script = fileURLToPath(new URL('server-process.ts', import.meta.url));

export async function startServer(store: StoreName, url: string): Promise<ServerProcess> {
  const child: ChildProcess = fork(script, [store, url], {
    execArgv: [`--import=${import.meta.resolve('tsx')}`, '--conditions=@routecors/source'],
  });
  const exited = once(child, 'exit');
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => {
      throw new Error(`The server process ended with ${String(code)}.`);
    }),
  ])) as [{ port: number }];
  const agent = new Agent({ keepAlive: true });

  const send = (method: string, origin: string): Promise<{ status: number; allowed: unknown }> =>
    new Promise((resolve, reject) => {
      const headers = { origin, 'access-control-request-method': 'PUT' };
      const sent = request({ port, host: '127.0.0.1', method, headers, agent, timeout: 20_000 });
      sent.on('timeout', () => sent.destroy(new Error('The request hangs.')));
      sent.on('error', reject);
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            allowed: response.headers['access-control-allow-origin'],
          }),
        );
      });
      sent.end();
    });

  return {
    ask: async (origin) => {
      const asked = await send('OPTIONS', origin);
      const own = await send('PUT', origin);
      return { statuses: [asked.status, own.status], isAllowed: own.allowed === origin };
    },
    close: async () => {
      agent.destroy();
      child.send('close');
      const [code] = (await exited) as [unknown];
      return code;
    },
  };
}
