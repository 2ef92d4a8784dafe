import { originsHelp } from './help.ts';
import { originsSql } from './origins-sql.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const defaultTable = 'allowed_origins';

/** `routecors origins sql`: prints what a database needs to feed a live list. */
export function origins(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = parseCommandLine(args, {
    help: { type: 'boolean', short: 'h' },
    table: { type: 'string' },
    channel: { type: 'string' },
    keyed: { type: 'boolean' },
  } as const);
  if (values.help === true) {
    terminal.out(originsHelp);
    return exitStatus.allowed;
  }
  const [what, ...more] = positionals;
  if (what !== 'sql') throw new UsageError('Which origins? routecors origins sql');
  if (more.length > 0) throw new UsageError(`${more.join(' ')} is too much.`);
  const { table = defaultTable, channel = table, keyed = false } = values;
  terminal.out(originsSql({ table, channel, keyed }));
  return exitStatus.allowed;
}
