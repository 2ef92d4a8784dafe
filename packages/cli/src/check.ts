import { type BrowserOption, createUserAgent, rootCauseOf } from '@routecors/user-agent';
import type { FailedStep, Trace } from '@routecors/user-agent';
import { createHttpTransport } from '@routecors/user-agent/node';

import { type CarefulTransport, createCarefulTransport } from './careful-transport.ts';
import { type CheckOptions, parseCheck } from './check-options.ts';
import { checkHelp } from './help.ts';
import { findHints } from './hints/find-hints.ts';
import { reflectionHints } from './hints/reflection.ts';
import { droppedHeaders } from './hints/request-hints.ts';
import { fixTrouble } from './network-trouble.ts';
import { notSent } from './not-sent.ts';
import { engines, printBrowsers, strictestFirst } from './print-browsers.ts';
import { printReport } from './print-report.ts';
import { printableJson } from './printable.ts';
import type { Outcome, Report } from './report.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const statuses: Readonly<Record<Outcome, number>> = {
  allowed: exitStatus.allowed,
  'preflight-allowed': exitStatus.allowed,
  blocked: exitStatus.blocked,
  'no-answer': exitStatus.trouble,
};

/** `routecors check`: one fetch, its trace, and what else there is to say. */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = parseCheck(args);
  if (options === 'help') {
    terminal.out(checkHelp);
    return exitStatus.allowed;
  }
  if (options.browser === 'all') return checkAll(options, terminal);
  const report = await examine(options, options.browser);
  terminal.out(options.json ? `${printableJson(report)}\n` : printReport(report, terminal.color));
  return statuses[report.outcome];
}

/** One verdict for each engine, the strictest first. */
async function checkAll(options: CheckOptions, terminal: Terminal): Promise<number> {
  const reports: Report[] = [];
  for (const browser of engines) reports.push(await examine(options, browser));
  const sorted = strictestFirst(reports);
  const [strictest] = sorted;
  terminal.out(
    options.json
      ? `${printableJson({ outcome: strictest?.outcome, browsers: sorted })}\n`
      : printBrowsers(sorted, terminal.color),
  );
  return Math.max(...reports.map(({ outcome }) => statuses[outcome]));
}

async function examine(options: CheckOptions, browser: BrowserOption): Promise<Report> {
  const careful = createCarefulTransport(createHttpTransport(), options.send);
  const agent = createUserAgent({
    origin: options.from,
    browser,
    limits: { time: options.timeout },
    transport: careful.transport,
  });
  for (const cookie of options.cookies) await agent.setCookie(options.url, cookie);
  const { response, trace } = await agent.attempt(options.url, {
    method: options.method,
    headers: options.headers.map(([name, value]): [string, string] => [name, value]),
    body: options.body,
    credentials: options.credentials ? 'include' : 'same-origin',
    redirect: options.redirect,
  });
  // The body is nobody's business here, and may never end.
  void response?.body?.cancel().catch(() => undefined);
  if (trace.failed?.code === 'request-invalid') throw new UsageError(trace.failed.message);
  const conclusion = conclude(trace, careful);
  const hints = [
    ...droppedHeaders(options),
    ...findHints(conclusion.trace),
    // Asking again must change nothing, even with --send.
    ...(await reflectionHints(
      conclusion.trace,
      options,
      createCarefulTransport(createHttpTransport(), false).transport,
    )),
  ];
  return { ...conclusion, hints };
}

/** What the trace comes down to, without the failure that was ours. */
function conclude(trace: Trace, careful: CarefulTransport): Omit<Report, 'hints'> {
  const { outcome: _, ...about } = trace;
  const { failed, steps } = trace;
  const held = careful.heldBack();
  if (held !== undefined) {
    const rest = { ...about, steps: steps.slice(0, -1), failed: null };
    return { outcome: 'preflight-allowed', notSent: notSent(held, rest), cause: null, trace: rest };
  }
  if (failed === null) return { outcome: 'allowed', notSent: null, cause: null, trace: about };
  const fixed = withFix(failed, careful.lastError());
  return {
    outcome: failed.code === 'network' || failed.code === 'timeout' ? 'no-answer' : 'blocked',
    notSent: null,
    cause: rootCauseOf(trace) ?? null,
    trace: { ...about, failed: fixed, steps: [...steps.slice(0, -1), fixed] },
  };
}

/** Where nobody answered, the fix is in terms of the command line. */
function withFix(failed: FailedStep, error: unknown): FailedStep {
  const general =
    failed.code === 'timeout'
      ? 'See what keeps the server from answering, or allow it more seconds with --timeout.'
      : failed.code === 'network'
        ? fixTrouble(error, new URL(failed.url).host)
        : undefined;
  return general === undefined ? failed : { ...failed, fix: { ...failed.fix, general } };
}
