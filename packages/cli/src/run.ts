import { check } from './check.ts';
import { help, lintHelp } from './help.ts';
import { lint } from './lint.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command line and returns its exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
      terminal.out(help);
      return command === undefined ? exitStatus.trouble : exitStatus.allowed;
    }
    if (command === 'check') return await check(rest, terminal);
    if (command === 'lint') return await lint(rest, terminal, lintHelp);
    throw new UsageError(`There is no command ${JSON.stringify(command)}.`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${error.message}\nTry routecors --help.\n`);
    return exitStatus.trouble;
  }
}
