import {
  type FetchInit,
  type HeaderLines,
  type TransportRequest,
  type UserAgentOptions,
  createUserAgent,
} from '../../src/index.ts';
import { type Answer, page, scripted } from './scripted.ts';

export const fresh: HeaderLines = [['cache-control', 'max-age=600']];
export const open: HeaderLines = [['access-control-allow-origin', '*']];
export const etag: HeaderLines = [['etag', '"x"']];

export function browser(
  answer: (request: TransportRequest, count: number) => Answer,
  httpCache: UserAgentOptions['httpCache'] = true,
) {
  let now = Date.UTC(2026, 0, 5, 10);
  let count = 0;
  const script = scripted((request) => answer(request, (count += 1)));
  const { transport } = script;
  const agent = createUserAgent({ origin: page, transport, httpCache, now: () => now });
  const read = async (url: string, init?: FetchInit): Promise<string> =>
    (await agent.fetch(url, init)).text();
  return { ...script, agent, read, pass: (seconds: number) => (now += seconds * 1_000) };
}

/** Counts its answers, all of them alike. */
export const numbered =
  (headers: HeaderLines, status = 200) =>
  (_request: TransportRequest, count: number): Answer => ({ status, headers, body: `${count}` });
