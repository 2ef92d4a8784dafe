import { createUserAgent } from '@routecors/user-agent';

import { type CheckOptions, parseCheck } from './check-options.ts';
import { help } from './help.ts';
import { findHints } from './hints/find-hints.ts';
import { printReport } from './print-report.ts';
import type { Report } from './report.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Failures that say nothing of the server's CORS: the arguments were wrong, or nobody answered. */
const troubles: ReadonlySet<string> = new Set(['request-invalid', 'network', 'timeout']);

/** `routecors check`: one fetch, its trace, and what else there is to say. */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = parseCheck(args);
  if (options === 'help') {
    terminal.out(help);
    return exitStatus.allowed;
  }
  const report = await examine(options);
  const { failed } = report.trace;
  if (failed?.code === 'request-invalid') throw new UsageError(failed.message);
  terminal.out(
    options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report, terminal.color),
  );
  if (!report.answered) return exitStatus.trouble;
  return report.allowed ? exitStatus.allowed : exitStatus.blocked;
}

async function examine(options: CheckOptions): Promise<Report> {
  const agent = createUserAgent({ origin: options.from, limits: { time: options.timeout } });
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
  const { failed } = trace;
  const answered = failed === null || !troubles.has(failed.code);
  return { allowed: failed === null, answered, trace, hints: findHints(trace) };
}
