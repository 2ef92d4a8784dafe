import { type BrowserName, browserDeviations } from '@routecors/user-agent';

import { printReport } from './print-report.ts';
import { printable } from './printable.ts';
import type { Outcome, Report } from './report.ts';

export const engines: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];

/** As people know them: every browser on an iPhone is WebKit. */
const names: Readonly<Record<string, string>> = {
  chromium: 'Chromium (Chrome, Edge)',
  firefox: 'Firefox',
  webkit: 'WebKit (Safari, every browser on iOS)',
};

const strictness: readonly Outcome[] = ['no-answer', 'blocked', 'preflight-allowed', 'allowed'];

const words: Readonly<Record<Outcome, string>> = {
  'no-answer': 'no answer',
  blocked: 'blocked',
  'preflight-allowed': 'preflight allowed',
  allowed: 'allowed',
};

export function strictestFirst(reports: readonly Report[]): Report[] {
  return reports.toSorted((a, b) => strictness.indexOf(a.outcome) - strictness.indexOf(b.outcome));
}

/** A line for each verdict, with the reason of the blocked ones; then the strictest in full. */
export function printBrowsers(reports: readonly Report[], color: boolean): string {
  const outcomes = [...new Set(reports.map(({ outcome }) => outcome))];
  const lines = outcomes.flatMap((outcome) => {
    const alike = reports.filter((report) => report.outcome === outcome);
    const where = joined(alike.map(({ trace }) => names[trace.browser] ?? trace.browser));
    const [first] = alike;
    const reason = first?.trace.failed?.message;
    const because = reason === undefined ? '' : `, because: ${reason}`;
    return [`${words[outcome]} in ${where}${because}`];
  });
  const deviating = reports.flatMap(({ trace }) =>
    trace.deviations.map(
      (deviation) =>
        `  unlike the standard, ${names[trace.browser] ?? trace.browser}: ${whatOf(deviation)}`,
    ),
  );
  const [strictest] = reports;
  const head = [...lines, ...deviating].map((line) => printable(line)).join('\n');
  return strictest === undefined ? head : `${head}\n\n${printReport(strictest, color)}`;
}

function whatOf(deviation: string): string {
  return browserDeviations.find(({ name }) => name === deviation)?.what ?? deviation;
}

function joined(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
