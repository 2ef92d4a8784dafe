import { createReadStream } from 'node:fs';

import { suggestHelp } from '../help.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { printable, printableJson } from '../printable.ts';
import { type Terminal, exitStatus } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { printSuggestion } from './print-suggestion.ts';
import { type Suggestion, suggest } from './suggestion.ts';
import { type Usage, readUsage } from './usage.ts';

/** `routecors suggest FILE`: reads a log, and proposes the policy that would have granted what was used. */
export async function suggestPolicy(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
    credentials: { type: 'boolean' },
    'at-least': { type: 'string' },
  } as const);
  if (values.help === true) {
    terminal.out(suggestHelp);
    return exitStatus.allowed;
  }
  const [file, ...more] = positionals;
  if (file === undefined)
    throw new UsageError('Which log? routecors suggest FILE, or - for the input');
  if (more.length > 0) throw new UsageError(`One log at a time: ${more.join(' ')} is too much.`);
  const atLeast = parseAtLeast(values['at-least']);
  const usage = await read(file);
  const suggestion = suggest(usage, { atLeast, credentials: values.credentials === true });
  if (suggestion.used.length === 0 && suggestion.refused.length === 0)
    throw nothingUsed(file, usage, suggestion);
  const text =
    values.json === true
      ? printableJson({ ...suggestion, ...sumsOf(usage) })
      : printable(printSuggestion(suggestion, usage));
  terminal.out(`${text}\n`);
  return suggestion.refused.length === 0 ? exitStatus.allowed : exitStatus.blocked;
}

function parseAtLeast(value = '1'): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && Number.isSafeInteger(count)) return count;
  throw new UsageError(`--at-least ${value}: a whole number, 1 or more.`);
}

async function read(file: string): Promise<Usage> {
  try {
    const stream = file === '-' ? process.stdin : createReadStream(file);
    return await readUsage(stream.setEncoding('utf8') as AsyncIterable<string>);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const sumsOf = ({ lines, others, unrouted, tooMany }: Usage) => ({
  lines,
  others,
  unrouted,
  tooMany,
});

/** Says which of the ways to nothing it was. */
function nothingUsed(
  file: string,
  { lines, others }: Usage,
  { rare, denied }: Suggestion,
): UsageError {
  if (rare.length > 0) {
    return new UsageError(
      `${file}: nothing was used as often as --at-least says. Give a smaller number.`,
    );
  }
  if (others < lines) {
    const what = denied.length > 0 ? 'was denied' : 'came without Origin';
    return new UsageError(
      `${file} tells of no use: all that is in it ${what}. A log shows what is used where the policy has shadow: { origin: false }.`,
    );
  }
  return new UsageError(
    `${file} has ${lines} lines, and none is JSON with a decision. Give the log as Fastify writes it, without pino-pretty, or what routecors:decision publishes, one JSON object a line.`,
  );
}
