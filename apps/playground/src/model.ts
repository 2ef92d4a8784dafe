import {
  type FetchInit,
  type Trace,
  type Transport,
  type TransportRequest,
  createUserAgent,
} from '@routecors/user-agent';

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
  /** Whether the browser sent the very requests that the model sends: none more, none less, asking for the same. */
  readonly sameRequests: boolean;
  /** Where a browser does otherwise than the standard, and so comes to another end. */
  readonly others: readonly { readonly browser: string; readonly message: string }[];
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
  const { transport, isSame } = replay(exchanges);
  const agent = createUserAgent({ origin, transport });
  const { trace } = await agent.attempt(url, init);
  return {
    readable: trace.outcome === 'readable',
    sameRequests: isSame(),
    others: await otherEnds(attempt, exchanges, trace.outcome),
    steps: trace.steps.map((step) => ({
      passed: step.outcome === 'passed',
      lines:
        step.outcome === 'passed'
          ? [step.message]
          : [step.message, `Fix: ${step.fix.general}`, `With routecors: ${step.fix.routecors}`],
    })),
  };
}

const browsers = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'Safari' } as const;

/** What each browser would have made of the same exchanges, where that is something else. */
async function otherEnds(
  { origin, url, init = {} }: Attempt,
  exchanges: readonly WireExchange[],
  outcome: Trace['outcome'],
): Promise<Verdict['others']> {
  const ends = await Promise.all(
    (['chromium', 'firefox', 'webkit'] as const).map(async (browser) => {
      const { transport } = replay(exchanges);
      const { trace } = await createUserAgent({ origin, transport, browser }).attempt(url, init);
      const message =
        trace.failed?.code === 'network'
          ? 'It would have sent something else.'
          : (trace.failed?.message ?? 'The page may read the answer.');
      return { browser: browsers[browser], message, outcome: trace.outcome };
    }),
  );
  return ends
    .filter((end) => end.outcome !== outcome)
    .map(({ browser, message }) => ({ browser, message }));
}

/**
 * Answers each request with the first recorded exchange of its method that has not been used, and
 * knows whether all were used, each for the request that it was recorded with.
 */
function replay(exchanges: readonly WireExchange[]): {
  readonly transport: Transport;
  readonly isSame: () => boolean;
} {
  const left = [...exchanges];
  let differs = false;
  const transport: Transport = async (sent) => {
    const index = left.findIndex(({ request }) => request.method === sent.method);
    const [exchange] = index < 0 ? [] : left.splice(index, 1);
    if (exchange === undefined) {
      differs = true;
      throw new Error(`No ${sent.method} went over the wire.`);
    }
    differs ||= !asksForTheSame(sent, exchange.request);
    const { status, lines } = exchange.response;
    return { status, statusText: '', headers: pairsOf(lines), body: null };
  };
  return { transport, isSame: () => !differs && left.length === 0 };
}

/** What of a request is CORS: the rest is the visitor's browser's own business. */
const protocol = ['origin', 'access-control-request-method', 'access-control-request-headers'];

function asksForTheSame(sent: TransportRequest, recorded: WireExchange['request']): boolean {
  const lines = pairsOf(recorded.lines);
  return protocol.every((name) => valueOf(sent.headers, name) === valueOf(lines, name));
}

function valueOf(lines: TransportRequest['headers'], name: string): string {
  return lines
    .filter(([other]) => other.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');
}

function pairsOf(lines: readonly string[]): (readonly [string, string])[] {
  return lines.flatMap((name, at) => (at % 2 === 0 ? [[name, lines[at + 1] ?? ''] as const] : []));
}
