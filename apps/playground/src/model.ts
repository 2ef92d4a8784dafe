import { type FetchInit, type Transport, createUserAgent } from '@routecors/user-agent';

import type { WireExchange } from './relay.ts';

/** What the page did, in terms that travel as JSON. */
export interface Attempt {
  readonly id: string;
  /** The origin of the page that made the call. */
  readonly origin: string;
  readonly url: string;
  readonly init?: FetchInit;
}

/** What a browser makes of an attempt, by the Fetch standard. */
export interface Verdict {
  readonly readable: boolean;
  /** Each step that the browser took, with what failed it and the fix. */
  readonly steps: readonly { readonly passed: boolean; readonly lines: readonly string[] }[];
}

/**
 * Lets the model of a browser make the same call, and answers it with what went over the wire: so the
 * page can show which step the visitor's own browser failed at, and whether the two agree.
 */
export async function judge(
  attempt: Attempt,
  exchanges: readonly WireExchange[],
): Promise<Verdict> {
  const { origin, url, init = {} } = attempt;
  const agent = createUserAgent({ origin, transport: replay(exchanges) });
  const { trace } = await agent.attempt(url, init);
  return {
    readable: trace.outcome === 'readable',
    steps: trace.steps.map((step) => ({
      passed: step.outcome === 'passed',
      lines:
        step.outcome === 'passed'
          ? [step.message]
          : [step.message, `Fix: ${step.fix.general}`, `With routecors: ${step.fix.routecors}`],
    })),
  };
}

/** Answers each request with the first recorded exchange of its method that has not been used. */
function replay(exchanges: readonly WireExchange[]): Transport {
  const left = [...exchanges];
  return async ({ method }) => {
    const index = left.findIndex(({ request }) => request.method === method);
    const [exchange] = index < 0 ? [] : left.splice(index, 1);
    if (exchange === undefined) throw new Error(`No ${method} went over the wire.`);
    const { status, lines } = exchange.response;
    const headers = lines.flatMap((name, at) =>
      at % 2 === 0 ? [[name, lines[at + 1] ?? ''] as const] : [],
    );
    return { status, statusText: '', headers, body: null };
  };
}
