import { nearestName } from '@routecors/core';

import { check } from './check.ts';
import { explainCode } from './explain.ts';
import { checkHelp, help, lintHelp, migrateHelp, originsHelp, suggestHelp } from './help.ts';
import { lint } from './lint.ts';
import { loadMigrate } from './load-migrate.ts';
import { origins } from './origins.ts';
import { suggestPolicy } from './suggest/suggest.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const helps: Readonly<Record<string, string>> = {
  check: checkHelp,
  lint: lintHelp,
  migrate: migrateHelp,
  origins: originsHelp,
  suggest: suggestHelp,
};

/** Runs one command line and returns its exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case undefined:
        terminal.err(help);
        return exitStatus.trouble;
      case 'help':
      case '--help':
      case '-h':
        terminal.out(helps[rest[0] ?? ''] ?? help);
        return exitStatus.allowed;
      case '--version':
      case '-v':
        terminal.out(`${version}\n`);
        return exitStatus.allowed;
      case 'check':
        return await check(rest, terminal);
      case 'lint':
        return await lint(rest, terminal);
      case 'origins':
        return origins(rest, terminal);
      case 'suggest':
        return await suggestPolicy(rest, terminal);
      case 'migrate': {
        const migrate = await loadMigrate();
        return await migrate(rest, terminal);
      }
      case 'explain':
        return explainCode(rest, terminal);
      default:
        throw unknownCommand(command);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const topic = command !== undefined && command in helps ? `${command} --help` : '--help';
    terminal.err(`${error.message}\nTry routecors ${topic}.\n`);
    return exitStatus.trouble;
  }
}

function unknownCommand(command: string): UsageError {
  const isUrl = URL.canParse(command);
  const near = isUrl
    ? `check ${command}`
    : nearestName(command, [...Object.keys(helps), 'explain']);
  const hint = near === undefined ? '' : ` Did you mean routecors ${near}?`;
  return new UsageError(`There is no command ${JSON.stringify(command)}.${hint}`);
}
