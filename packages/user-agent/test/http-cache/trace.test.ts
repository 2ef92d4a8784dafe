import { describe, expect, test } from 'vitest';

import { type TransportRequest, formatTrace } from '../../src/index.ts';
import { browser, etag, fresh, numbered, open } from '../support/caching.ts';
import { type Answer, api, page } from '../support/scripted.ts';

describe('what the trace says', () => {
  const asking = ({ headers }: TransportRequest): Answer => {
    const origin = headers.find(([name]) => name === 'Origin')?.[1];
    return {
      headers: [
        ...fresh,
        ...(origin === undefined ? [] : ([['access-control-allow-origin', origin]] as const)),
      ],
      body: 'a',
    };
  };

  test('a response stored by a no-cors request blocks, and the trace says why', async () => {
    const { agent, pass, log } = browser(asking);
    await agent.fetch(api, { mode: 'no-cors' });
    pass(12);
    const { trace } = await agent.attempt(api);
    expect(log).toHaveLength(1);
    expect(trace.steps.find(({ step }) => step === 'http-cache')?.message).toBe(
      'Answered from the HTTP cache: stored 12 s ago by a request without Origin, mode no-cors. Nothing was sent.',
    );
    expect(trace.failed).toMatchObject({ step: 'cors-check', code: 'allow-origin-missing' });
    expect(trace.failed?.message).toContain(
      'The response came out of the HTTP cache, stored 12 s ago by a request without Origin, mode no-cors: it has no Vary, so it is used for any origin.',
    );
    expect(trace.failed?.fix.general).toContain('Send "Vary: Origin"');
    expect(trace.failed?.fix.routecors).toContain('routecors sends Vary: Origin');
  });

  test('with Vary: Origin it is asked for again, and readable', async () => {
    const { agent, log } = browser((request) => ({
      ...asking(request),
      headers: [...(asking(request).headers ?? []), ['vary', 'Accept-Encoding, Origin']],
    }));
    await agent.fetch(api, { mode: 'no-cors' });
    const { trace } = await agent.attempt(api);
    expect(trace.outcome).toBe('readable');
    expect(log).toHaveLength(2);
    expect(formatTrace(trace)).toContain('http-cache: The stored response is for another request');
  });

  test('one stored by a call of the same origin with other credentials', async () => {
    const { agent, read } = browser(numbered([...fresh, ...open]));
    await read(api);
    const { trace } = await agent.attempt(api, { credentials: 'include' });
    expect(trace.failed?.code).toBe('allow-origin-wildcard-with-credentials');
    expect(trace.failed?.message).toContain(
      'The response came out of the HTTP cache, stored 0 s ago by a request with Origin "https://app.example", mode cors.',
    );
    expect(trace.failed?.fix.general).toContain('What is stored already stays until it is stale');
  });

  test('a stale one is asked for again with its validator', async () => {
    const { agent, pass, read } = browser((_request, count) =>
      count === 1
        ? { headers: [...open, ...fresh, ...etag], body: 'a' }
        : { status: 304, headers: [['access-control-allow-origin', page]] },
    );
    await read(api);
    pass(601);
    const { trace } = await agent.attempt(api);
    const said = formatTrace(trace);
    expect(said).toContain(
      'The stored response is stale (stored 601 s ago by a request with Origin "https://app.example", mode cors): asked again with If-None-Match: "x".',
    );
    expect(said).toContain('> If-None-Match: "x"');
    expect(said).toContain(
      '304: the stored response is used, with Access-Control-Allow-Origin of the 304.',
    );
  });

  test.each([200, 204])('a blocked response is not stored: %i', async (status) => {
    const { agent, log } = browser((_request, count) => ({
      status,
      headers: [...fresh, ...(count === 1 ? [] : open)],
      body: 'a',
    }));
    expect((await agent.attempt(api)).trace.outcome).toBe('blocked');
    expect((await agent.attempt(api)).trace.outcome).toBe('readable');
    expect(log).toHaveLength(2);
  });

  test('no header value writes to a terminal through it', async () => {
    const { agent, pass, read } = browser(() => ({
      headers: [...open, ...fresh, ['etag', '"\u001b[2J"']],
      body: 'a',
    }));
    await read(api);
    pass(601);
    const { trace } = await agent.attempt(api);
    expect(formatTrace(trace)).not.toContain('\u001b');
  });
});
