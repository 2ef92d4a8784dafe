import type { HeaderLines } from '../fetch/header-lines.ts';
import { rootCauseOf } from './root-cause.ts';
import { show } from './show.ts';
import type { Exchange, Trace, TraceStep } from './trace.ts';

const verdicts = {
  readable: 'the page may read the response',
  opaque: 'the page gets a response that it cannot look into',
  blocked: 'blocked',
} as const;

/**
 * A trace as plain text, for test output and logs: one line per step, the headers that matter below
 * those that talked to the server, the fix below the one that failed.
 */
export function formatTrace(trace: Trace): string {
  const credentials = `credentials: ${trace.credentials}`;
  const cause = rootCauseOf(trace);
  return [
    `${trace.method} ${show(trace.url)} from ${trace.origin} (mode: ${trace.mode}, ${credentials}): ${verdicts[trace.outcome]}`,
    ...(cause === undefined
      ? []
      : [
          `  ${cause.message}`,
          `      fix: ${cause.fix.general}`,
          `      with routecors: ${cause.fix.routecors}`,
        ]),
    ...trace.steps.flatMap((step) => {
      const lines = formatStep(step);
      // The fix of the cause stands above; the step's own would lead astray.
      return cause !== undefined && step.outcome === 'failed' ? lines.slice(0, -2) : lines;
    }),
  ].join('\n');
}

/** One step as lines, indented by two blanks. */
export function formatStep(step: TraceStep): string[] {
  const mark = step.outcome === 'passed' ? '✓' : '✗';
  const where = step.during === 'preflight' ? `${step.step} (preflight)` : step.step;
  const lines = [`  ${mark} ${where}: ${step.message} [${step.clause}]`];
  if (step.exchange !== undefined) lines.push(...formatExchange(step.exchange));
  if (step.outcome === 'failed') {
    lines.push(`      fix: ${step.fix.general}`, `      with routecors: ${step.fix.routecors}`);
  }
  return lines;
}

function formatExchange({ request, response, explanation }: Exchange): string[] {
  return [
    ...relevant(request.headers).map((line) => `      > ${line}`),
    ...(response === null ? [] : relevant(response.headers).map((line) => `      < ${line}`)),
    // The server knows its policy; what the browser's fix says of it is a guess.
    ...(explanation === undefined ? [] : [`      the server says: ${explanation}`]),
  ];
}

/** Headers that the CORS protocol, cookies, redirects and validation are about, values made printable. */
function relevant(headers: HeaderLines): string[] {
  return headers
    .filter(([name]) => isRelevant(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${show(value).slice(1, -1)}`);
}

const named: ReadonlySet<string> = new Set([
  'cookie',
  'cross-origin-resource-policy',
  'if-modified-since',
  'if-none-match',
  'location',
  'origin',
  'set-cookie',
  'vary',
]);

function isRelevant(name: string): boolean {
  return named.has(name) || name.startsWith('access-control-');
}
