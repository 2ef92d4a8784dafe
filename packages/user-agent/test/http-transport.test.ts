import { execFile } from 'node:child_process';
import dns from 'node:dns';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { createUserAgent } from '../src/index.ts';
import { createHttpTransport } from '../src/node/index.ts';
import { certificate, privateKey } from './support/certificate.ts';
import { type RawServer, rawServer, respondWith } from './support/raw-server.ts';

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(respond: Parameters<typeof rawServer>[0]): Promise<RawServer> {
  const server = await rawServer(respond);
  servers.push(server);
  return server;
}

const open = ['Access-Control-Allow-Origin: *', 'Access-Control-Expose-Headers: *'];

describe('over HTTP', () => {
  test('sends any method in its own case, and the headers that only browsers set', async () => {
    const server = await serve(respondWith(['HTTP/1.1 200 OK', 'Content-Length: 0']));
    const agent = createUserAgent({ origin: server.origin, url: `${server.origin}/doc` });
    await agent.setCookie(server.origin, 'a=1');
    await agent.fetch('/x?y#z', { method: 'chicken', headers: { 'X-Case': 'é' }, body: 'ü' });
    const [line, ...headers] = server.heads[0]?.split('\r\n') ?? [];
    expect(line).toBe('chicken /x?y HTTP/1.1');
    expect(headers).toEqual(
      expect.arrayContaining([
        'X-Case: é',
        `Origin: ${server.origin}`,
        `Referer: ${server.origin}/doc`,
        'Cookie: a=1',
        'Content-Length: 2',
        `Host: ${new URL(server.origin).host}`,
        'Accept-Encoding: gzip, deflate, br',
      ]),
    );
  });

  // (Fetch, "header value"; wpt: fetch/api/cors/cors-preflight-not-cors-safelisted)
  test('sends control characters, which make a header unsafe but not invalid', async () => {
    const server = await serve(respondWith(['HTTP/1.1 200 OK', 'Content-Length: 0']));
    const agent = createUserAgent({ origin: server.origin });
    const values = { 'X-Controls': 'a\u0001b\u007f', 'X-Tab': 'a\tb', 'X-Latin': '\u0001\u00ff' };
    await agent.fetch(server.origin, { headers: values });
    const lines = server.heads[0]?.split('\r\n');
    for (const [name, value] of Object.entries(values))
      expect(lines).toContain(`${name}: ${value}`);
  });

  test.each(['a\r\nX-Smuggled: 1', 'a\nb', 'a\0b', '\u0001\r\nX-Smuggled: 1'])(
    'never sends a header value that would end its line: %j',
    async (value) => {
      const server = await serve(respondWith(['HTTP/1.1 200 OK', 'Content-Length: 0']));
      const sent = createHttpTransport()({
        method: 'GET',
        url: new URL(server.origin),
        headers: [['X-Value', value]],
        body: null,
        signal: new AbortController().signal,
      });
      await expect(sent).rejects.toThrow('Invalid character');
      expect(server.heads).toEqual([]);
    },
  );

  test('keeps repeated lines apart and values as latin-1', async () => {
    const server = await serve(
      respondWith(
        [
          'HTTP/1.1 200 Très bien',
          ...open,
          'x-value: \u00e9\u00ff',
          'Set-Cookie: a=1',
          'Set-Cookie: b=2',
        ],
        'body',
      ),
    );
    const agent = createUserAgent({ origin: 'http://localhost' });
    const { response, trace } = await agent.attempt(server.origin);
    expect(response?.headers.get('x-value')).toBe('\u00e9\u00ff');
    expect(response?.statusText).toBe('Très bien');
    expect(await response?.text()).toBe('body');
    const lines = trace.steps.flatMap((step) => step.exchange?.response?.headers ?? []);
    expect(lines.filter(([name]) => name === 'Set-Cookie')).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
  });

  test('follows no redirect by itself', async () => {
    const target = await serve(respondWith(['HTTP/1.1 200 OK', ...open]));
    const server = await serve(
      respondWith(['HTTP/1.1 302 Found', `Location: ${target.origin}/`, ...open]),
    );
    const response = await createHttpTransport()({
      method: 'GET',
      url: new URL(server.origin),
      headers: [],
      body: null,
      signal: new AbortController().signal,
    });
    expect(response.status).toBe(302);
    expect(target.heads).toEqual([]);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
  ] as const)('undoes the content coding %s', async (coding, encode) => {
    const server = await serve((socket) => {
      socket.write(
        ['HTTP/1.1 200 OK', ...open, `Content-Encoding: ${coding}`, '', ''].join('\r\n'),
      );
      socket.end(encode('text'));
    });
    const response = await createUserAgent({ origin: 'http://localhost' }).fetch(server.origin);
    expect(await response.text()).toBe('text');
  });

  test('resolves names with dns.lookup', async () => {
    const server = await serve(respondWith(['HTTP/1.1 200 OK', ...open]));
    const lookup = vi
      .spyOn(dns, 'lookup')
      .mockImplementation(((
        _name: string,
        _options: object,
        done: (error: null, addresses: { address: string; family: number }[]) => void,
      ) => done(null, [{ address: '127.0.0.1', family: 4 }])) as never);
    try {
      const { port } = new URL(server.origin);
      const response = await createUserAgent({ origin: 'http://localhost' }).fetch(
        `http://api.example:${port}/`,
      );
      expect(response.status).toBe(200);
      expect(lookup).toHaveBeenCalledOnce();
    } finally {
      lookup.mockRestore();
    }
  });
});

describe('over HTTPS', () => {
  test('certificates are checked, and NODE_EXTRA_CA_CERTS and `ca` are trusted', async () => {
    const server = https.createServer(
      { cert: certificate, key: privateKey },
      (_request, response) => {
        response.setHeader('access-control-allow-origin', '*').end('secure');
      },
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const directory = await mkdtemp(join(tmpdir(), 'routecors-'));
    try {
      const { trace } = await createUserAgent({ origin: 'https://app.example' }).attempt(url);
      expect(trace.failed).toMatchObject({
        code: 'network',
        message: expect.stringMatching(/self[- ]signed/) as string,
      });

      const transport = createHttpTransport({ ca: certificate });
      const response = await createUserAgent({ origin: 'https://app.example', transport }).fetch(
        url,
      );
      expect(await response.text()).toBe('secure');

      const file = join(directory, 'ca.pem');
      await writeFile(file, certificate);
      const code = `
        import { createUserAgent } from '@routecors/user-agent';
        const { status } = await createUserAgent({ origin: 'https://app.example' }).fetch('${url}');
        console.log(status);`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--conditions=@routecors/source', '--import=tsx', '--input-type=module', '--eval', code],
        {
          cwd: join(import.meta.dirname, '..'),
          env: { ...process.env, NODE_EXTRA_CA_CERTS: file },
        },
      );
      expect(stdout.trim()).toBe('200');
    } finally {
      await rm(directory, { recursive: true });
      await new Promise((resolve) => server.close(resolve));
    }
    // It starts another Node.js, which takes its time on a busy machine.
  }, 60_000);
});

describe('hostile servers', () => {
  const limits = { time: 300, bodySize: 10_000 };
  const agent = createUserAgent({ origin: 'http://localhost', limits });

  test('one that never answers costs the time limit', async () => {
    const server = await serve(() => undefined);
    const started = performance.now();
    const { trace, error } = await agent.attempt(server.origin);
    expect(trace.failed).toMatchObject({ code: 'timeout', message: 'No response within 300 ms.' });
    expect(error).toBeInstanceOf(TypeError);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('one that drips its body costs the time limit, and is hung up on', async () => {
    const server = await serve((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${open.join('\r\n')}\r\n\r\n`);
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const response = await agent.fetch(server.origin);
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
  });

  test('one that never ends costs the size limit, a compressed bomb too', async () => {
    const patient = createUserAgent({ origin: 'http://localhost', limits: { bodySize: 10_000 } });
    const endless = await serve((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${open.join('\r\n')}\r\n\r\n`);
      const more = (): void => {
        while (socket.writable && socket.write('x'.repeat(10_000)));
      };
      socket.on('drain', more);
      more();
    });
    await expect((await patient.fetch(endless.origin)).text()).rejects.toThrow(
      'longer than the limit of 10000 bytes',
    );
    await vi.waitFor(() => expect(endless.sockets.size).toBe(0));

    const bomb = await serve((socket) => {
      socket.write(['HTTP/1.1 200 OK', ...open, 'Content-Encoding: gzip', '', ''].join('\r\n'));
      socket.end(gzipSync('x'.repeat(10_000_000)));
    });
    await expect((await patient.fetch(bomb.origin)).text()).rejects.toThrow(
      'longer than the limit of 10000 bytes',
    );
  });

  test.each([
    ['a head without end', `HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(300_000)}\r\n\r\n`],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a hang-up', ''],
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
  ])('%s is a network error', async (_name, bytes) => {
    const server = await serve((socket) => socket.end(bytes));
    const { trace, error } = await agent.attempt(server.origin);
    expect(trace.failed).toMatchObject({ step: 'http-network-fetch', code: 'network' });
    expect(error).toBeInstanceOf(TypeError);
  });

  test('a body that breaks off is an error, not an end', async () => {
    const server = await serve(
      respondWith(['HTTP/1.1 200 OK', ...open, 'Content-Length: 100'], 'half'),
    );
    await expect((await agent.fetch(server.origin)).text()).rejects.toThrow('The connection broke');
  });

  test('200 kB of headers are read', async () => {
    const server = await serve(
      respondWith(['HTTP/1.1 200 OK', ...open, `X-Big: ${'x'.repeat(200_000)}`]),
    );
    expect((await agent.fetch(server.origin)).headers.get('x-big')).toHaveLength(200_000);
  });

  test('the caller can give up, before and during', async () => {
    const server = await serve(() => undefined);
    const reason = new Error('enough');
    await expect(agent.fetch(server.origin, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(server.heads).toEqual([]);
    const controller = new AbortController();
    const pending = agent.attempt(server.origin, { signal: controller.signal });
    await vi.waitFor(() => expect(server.heads).toHaveLength(1));
    controller.abort();
    const { error, trace } = await pending;
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(trace.failed?.code).toBe('aborted');
  });

  test('a page may give up with a timeout of its own', async () => {
    const server = await serve(() => undefined);
    const { error, trace } = await agent.attempt(server.origin, {
      signal: AbortSignal.timeout(20),
    });
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(trace.failed?.code).toBe('aborted');
  });
});
