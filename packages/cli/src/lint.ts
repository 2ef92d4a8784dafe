import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { CorsPolicyError, createResolver, describeIssue, emptyDraft } from '@routecors/core';

import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `routecors lint`: reads options from a file and says what boot would say. */
export async function lint(
  args: readonly string[],
  terminal: Terminal,
  help: string,
): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    terminal.out(help);
    return exitStatus.allowed;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('Which file? routecors lint FILE');
  const issues = check(file, await load(file));
  if (values.json === true) {
    terminal.out(`${JSON.stringify({ issues }, null, 2)}\n`);
  } else if (issues.length === 0) {
    terminal.out(`${file}: boot takes these options.\n`);
  } else {
    terminal.out(`${issues.map(describeIssue).join('\n\n')}\n`);
  }
  return issues.length === 0 ? exitStatus.allowed : exitStatus.blocked;
}

function parse(args: readonly string[]) {
  const options = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The same parsing and the same checks as a registration goes through. */
function check(path: string, value: unknown): CorsPolicyError['issues'] {
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path, value }));
  try {
    resolver.report.finish();
    return [];
  } catch (error) {
    if (error instanceof CorsPolicyError) return error.issues;
    throw error;
  }
}

async function load(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8')) as unknown;
    const module = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
    if (module.default === undefined) throw new Error('it has no default export');
    return module.default;
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
