import { styleText } from 'node:util';

import { type Trace, type TraceStep, formatStep } from '@routecors/user-agent';

import type { Report } from './report.ts';

type Style = Parameters<typeof styleText>[0];

/** The report for people: the verdict and the failing step first, then every step, then the hints. */
export function printReport({ trace, hints, allowed, answered }: Report, color: boolean): string {
  // Whether there is a terminal was decided by the caller.
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const mark = allowed
    ? paint('green', '✓ allowed')
    : paint('red', answered ? '✗ blocked' : '✗ no answer');
  const sections = [
    [
      `${mark}  ${trace.method} ${trace.url}`,
      `           from ${trace.origin}${credentials(trace)}`,
    ],
    ...(trace.failed === null
      ? []
      : [
          [
            paint('bold', trace.failed.message),
            '',
            `Fix:            ${trace.failed.fix.general}`,
            `With routecors: ${trace.failed.fix.routecors}`,
          ],
        ]),
    ['Steps', ...trace.steps.flatMap((step) => printStep(step, paint))],
    ...(hints.length === 0
      ? []
      : [
          [
            'Hints',
            ...hints.map(({ code, message }) => `  ${paint('yellow', '!')} ${message} [${code}]`),
          ],
        ]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function credentials({ credentials: mode }: Trace): string {
  return mode === 'include' ? ", with credentials: 'include'" : '';
}

/** A step without its fix, which stands at the top already. */
function printStep(step: TraceStep, paint: (style: Style, text: string) => string): string[] {
  const lines = formatStep(step);
  const shown = step.outcome === 'failed' ? lines.slice(0, -2) : lines;
  return shown.map((line, index) => {
    if (index > 0) return paint('dim', line);
    return step.outcome === 'failed' ? paint('red', line) : line;
  });
}
