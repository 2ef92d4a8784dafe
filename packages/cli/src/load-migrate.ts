import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `routecors migrate`, which alone needs the parser and what goes with it: no other command loads them. */
export async function loadMigrate(): Promise<
  (args: readonly string[], terminal: Terminal) => Promise<number>
> {
  try {
    const { migrate } = await import('./migrate/migrate.ts');
    return migrate;
  } catch (error) {
    // They are optional dependencies: `npm install --omit=optional`, or a platform without a parser.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `routecors migrate needs oxc-parser, magic-string and diff. Install them: npm install --no-save oxc-parser magic-string diff\n${reason}`,
    );
  }
}
