import type { Transport } from '@routecors/user-agent';
import { createUserAgent } from '@routecors/user-agent';

import type { CheckOptions } from '../check-options.ts';
import type { Report } from '../report.ts';
import { answeredExchanges, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** An origin that nobody has: `.invalid` is never registered. (RFC 2606, section 2) */
const stranger = 'https://stranger.invalid';

/**
 * Asks a second time as a page that nobody knows, where the first answer let cookies through. A server
 * that says yes to everybody lets every site act as the visitor.
 */
export async function reflectionHints(
  trace: Report['trace'],
  options: CheckOptions,
  transport: Transport,
): Promise<Hint[]> {
  const answers = answeredExchanges(trace);
  const letsCookiesIn = answers.some(
    ({ headers }) =>
      valuesOf(headers, 'access-control-allow-origin')[0] === trace.origin &&
      valuesOf(headers, 'access-control-allow-credentials')[0] === 'true',
  );
  if (!letsCookiesIn || trace.origin === 'null') return [];
  const agent = createUserAgent({ origin: stranger, limits: { time: options.timeout }, transport });
  const { response, trace: second } = await agent.attempt(options.url, {
    method: options.method,
    headers: options.headers.map(([name, value]): [string, string] => [name, value]),
    credentials: 'include',
    redirect: options.redirect,
  });
  void response?.body?.cancel().catch(() => undefined);
  const isReflected = answeredExchanges(second).some(
    ({ headers }) =>
      valuesOf(headers, 'access-control-allow-origin')[0] === stranger &&
      valuesOf(headers, 'access-control-allow-credentials')[0] === 'true',
  );
  if (!isReflected) return [];
  return [
    {
      code: 'any-origin-reflected',
      message: `Any site can act as your visitors: a second request from ${stranger} was allowed with credentials, too. The server reflects whatever Origin it is sent. List the origins instead.`,
    },
  ];
}
