import { nearestName } from '@routecors/core';

import { type Example, type Page } from './pages/page.ts';
import { issuePages, pageNames, pageOf } from './pages/pages.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `routecors explain CODE`: what a code of boot, or the reason of a decision, means and what to write. */
export function explainCode(args: readonly string[], terminal: Terminal): number {
  const [name, ...more] = args;
  if (name === '--help' || name === '-h' || name === undefined) {
    terminal.out(list());
    return name === undefined ? exitStatus.trouble : exitStatus.allowed;
  }
  if (more.length > 0) throw new UsageError('explain takes one code.');
  // As messages print it: [origin-path].
  const code = name.replace(/^\[|\]$/g, '');
  const page = pageOf(code);
  if (page === undefined) {
    const near = nearestName(code, pageNames);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new UsageError(`There is no code ${JSON.stringify(code)}.${hint}`);
  }
  terminal.out(`${printPage(code, page)}\n`);
  return exitStatus.allowed;
}

/** A page as text. */
function printPage(name: string, { means, why, wrong, right }: Page): string {
  return [
    name,
    '',
    means,
    '',
    why,
    ...(wrong === undefined ? [] : ['', 'Wrong', '', ...printExample(wrong)]),
    ...(right === undefined ? [] : ['', 'Right', '', ...printExample(right)]),
  ].join('\n');
}

function printExample(example: Example): readonly string[] {
  if ('code' in example) return example.code.split('\n').map((line) => `  ${line}`);
  const { options, route } = example;
  return [`  ${options}`, ...(route === undefined ? [] : [`  // and on the route: ${route}`])];
}

function list(): string {
  const ofBoot = Object.keys(issuePages);
  const reasons = pageNames.filter((name) => !ofBoot.includes(name));
  return `routecors explain CODE: what a code means, why it is so, and what to write.

What boot refuses or warns of
${ofBoot.map((name) => `  ${name}`).join('\n')}

Why a request was decided as it was
${reasons.map((name) => `  ${name}`).join('\n')}
`;
}
