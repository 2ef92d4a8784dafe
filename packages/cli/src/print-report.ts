import { styleText } from 'node:util';

import { type FailedStep, type TraceStep, formatStep } from '@routecors/user-agent';

import { printable } from './printable.ts';
import type { NotSent, Outcome, Report } from './report.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const marks: Readonly<Record<Outcome, readonly [Style, string]>> = {
  allowed: ['green', '✓ allowed'],
  'preflight-allowed': ['green', '✓ preflight allowed'],
  blocked: ['red', '✗ blocked'],
  'no-answer': ['red', '✗ no answer'],
};

/** The report for people: the verdict and the failing step first, then every step, then the hints. */
export function printReport(report: Report, color: boolean): string {
  // Whether there is a terminal was decided by the caller. What a server sent is made harmless here.
  const paint: Paint = (style, text) => {
    const safe = printable(oneLine(text));
    return color ? styleText(style, safe, { validateStream: false }) : safe;
  };
  const { cause, trace, hints, notSent } = report;
  const sections = [
    head(report, paint),
    ...(notSent === null ? [] : [printNotSent(notSent, paint)]),
    ...(trace.failed === null ? [] : [printFailure(trace.failed, cause, paint)]),
    ['Steps', ...trace.steps.flatMap((step) => printStep(step, paint))],
    ...(hints.length === 0
      ? []
      : [
          [
            'Hints',
            ...hints.map(
              ({ code, message }) =>
                `  ${paint('yellow', '!')} ${printable(message)} ${paint('dim', `[${code}]`)}`,
            ),
          ],
        ]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function head({ outcome, trace }: Report, paint: Paint): string[] {
  const [style, mark] = marks[outcome];
  const credentials = trace.credentials === 'include' ? ", with credentials: 'include'" : '';
  const indent = ' '.repeat(mark.length + 2);
  return [
    `${paint(style, mark)}  ${printable(`${trace.method} ${trace.url}`)}`,
    printable(`${indent}from ${trace.origin}${credentials}`),
  ];
}

/** The cause first, where there is one behind the step; the browser's own clause after it. */
function printFailure(failed: FailedStep, cause: Report['cause'], paint: Paint): string[] {
  const { message, fix } = cause ?? failed;
  return [
    paint('bold', message),
    '',
    printable(`Fix:            ${fix.general}`),
    printable(`With routecors: ${fix.routecors}`),
    ...(cause === null ? [] : ['', printable(`The browser says: ${failed.message}`)]),
  ];
}

function printNotSent({ method, unchecked, hint }: NotSent, paint: Paint): string[] {
  return [
    paint('yellow', `The ${method} was not sent: it might change something. So nobody looked at`),
    ...unchecked.map((what) => `  - ${what}`),
    hint,
  ];
}

/** A step without its fix, which stands at the top already. */
function printStep(step: TraceStep, paint: Paint): string[] {
  const lines = formatStep(step);
  const shown = step.outcome === 'failed' ? lines.slice(0, -2) : lines;
  return shown.map((line, index) => {
    if (index > 0) return paint('dim', line);
    return step.outcome === 'failed' ? paint('red', line) : printable(oneLine(line));
  });
}

/** Errors of OpenSSL end in a line feed. */
function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trimEnd();
}
