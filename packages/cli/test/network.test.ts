import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { certificate, privateKey } from '../../user-agent/test/support/certificate.ts';
import { fixTrouble } from '../src/network-trouble.ts';
import { type RawServer, listen } from './raw-server.ts';
import { from, routecors } from './routecors.ts';

const open = 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n';
let server: RawServer | undefined;
afterEach(() => server?.close());

describe('a server that does not answer: status 2', () => {
  const servers: readonly (readonly [string, (socket: Socket) => void, string])[] = [
    ['hangs', () => undefined, 'more seconds with --timeout'],
    ['resets', (socket) => void socket.resetAndDestroy(), 'closed the connection before'],
    ['closes', (socket) => void socket.end(), 'closed the connection before'],
    ['speaks SSH', (socket) => void socket.end('SSH-2.0-x\r\n'), 'is not HTTP'],
    ['stops within the head', (socket) => void socket.end(open), 'closed the connection before'],
  ];
  test.each(servers)('%s', async (_name, onRequest, says) => {
    server = await listen(onRequest);
    const { status, out } = await routecors('check', server.url, ...from, '--timeout', '1');
    expect(status).toBe(2);
    expect(out).toContain('✗ no answer');
    expect(out).toContain(says);
  });

  test('is not there', async () => {
    const { status, out } = await routecors('check', 'http://127.0.0.1:9999/', ...from);
    expect(status).toBe(2);
    expect(out).toContain('ECONNREFUSED');
    expect(out).toContain('Nobody listens at 127.0.0.1:9999.');
  });

  test('has no name', async () => {
    const { status, out } = await routecors('check', 'https://api.invalid/', ...from);
    expect(status).toBe(2);
    expect(out).toContain('could not be resolved');
  });

  test('has a certificate that nobody knows', async () => {
    const tls = createTlsServer({ key: privateKey, cert: certificate });
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port } = tls.address() as AddressInfo;
    const { status, out } = await routecors('check', `https://127.0.0.1:${port}/`, ...from);
    expect(status).toBe(2);
    expect(out).toContain('NODE_EXTRA_CA_CERTS=');
    const plain = await routecors('check', `http://127.0.0.1:${port}/`, ...from);
    expect(plain.out).toContain('Does that port serve https:?');
    tls.close();
  });
});

describe('a server that answers, and then', () => {
  const servers: readonly (readonly [string, (socket: Socket) => void])[] = [
    ['stops in the body', (socket) => void socket.write(`${open}Content-Length: 9\r\n\r\nabc`)],
    [
      'resets in the body',
      (socket) =>
        socket.write(`${open}Content-Length: 9\r\n\r\nabc`, () => socket.resetAndDestroy()),
    ],
    ['never ends its body', (socket) => endless(socket)],
  ];
  test.each(servers)('%s has said all that matters', async (_name, onRequest) => {
    server = await listen(onRequest);
    const { status } = await routecors('check', server.url, ...from, '--timeout', '10');
    expect(status).toBe(0);
  });
});

function endless(socket: Socket): void {
  socket.write(`${open}\r\n`);
  const fill = (): void => {
    while (!socket.destroyed && socket.write('x'.repeat(65_536)));
  };
  socket.on('drain', fill);
  fill();
}

describe('redirects', () => {
  const targets: readonly (readonly [string, string])[] = [
    ['file:///etc/passwd', 'only http: and https: are followed'],
    ['javascript:alert(1)', 'only http: and https: are followed'],
    ['http://user:pw@localhost:2/', 'user name or password'],
    ['/items', 'More than 20 redirects'],
  ];
  test.each(targets)('to %s are blocked: status 1', async (target, says) => {
    server = await listen((socket) => {
      const lines = `Access-Control-Allow-Origin: *\r\nLocation: ${target}\r\n`;
      socket.end(`HTTP/1.1 302 Found\r\n${lines}Connection: close\r\nContent-Length: 0\r\n\r\n`);
    });
    const { status, out } = await routecors('check', server.url, ...from);
    expect(status).toBe(1);
    expect(out).toContain(says);
  });
});

test.each([
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'for other names than api.example'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
  ['EPROTO', 'plain http:'],
  ['HPE_HEADER_OVERFLOW', 'longer than any browser reads'],
  ['ENETUNREACH', 'no way to api.example'],
])('%s is explained', (code, says) => {
  const error = Object.assign(new Error('x'), { code });
  expect(fixTrouble(error, 'api.example')).toContain(says);
  expect(fixTrouble(new AggregateError([error]), 'api.example')).toContain(says);
  expect(fixTrouble(new Error('x'), 'api.example')).toBeUndefined();
});
