import {
  type CorsIssue,
  CorsPolicyError,
  createResolver,
  describeIssue,
  emptyDraft,
  prepareOptions,
} from '@routecors/core';

import { lintHelp } from './help.ts';
import { loadOptions } from './load-options.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { printable, printableJson } from './printable.ts';
import { type Terminal, exitStatus } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What boot would say of a file. */
interface Findings {
  /** For these it would not start. */
  readonly issues: readonly CorsIssue[];
  readonly warnings: readonly CorsIssue[];
}

/** `routecors lint`: reads options from a file and says what boot would say. */
export async function lint(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseCommandLine(args, options);
  if (values.help === true) {
    terminal.out(lintHelp);
    return exitStatus.allowed;
  }
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('Which file? routecors lint FILE');
  if (more.length > 0) throw new UsageError(`One file at a time: ${more.join(' ')} is too much.`);
  const given = await loadOptions(file);
  await prepareOptions([given]);
  const findings = examine(file, given);
  const text =
    values.json === true ? printableJson(toJson(findings)) : printable(print(file, findings));
  terminal.out(`${text}\n`);
  return findings.issues.length === 0 ? exitStatus.allowed : exitStatus.blocked;
}

/** The same parsing and the same checks as a registration goes through. */
function examine(path: string, value: unknown): Findings {
  const resolver = createResolver();
  const scope = resolver.scope(emptyDraft, { path, value });
  resolver.resolve(scope);
  // Of a named policy boot warns once a route uses it. Here every policy has one.
  for (const name of scope.policies.keys()) {
    resolver.route(scope, [{ path: `${path}.policies.${name}`, value: name }], {
      path,
      methods: [],
    });
  }
  const { report } = resolver;
  try {
    report.finish();
    return { issues: [], warnings: report.warnings };
  } catch (error) {
    if (error instanceof CorsPolicyError)
      return { issues: error.issues, warnings: report.warnings };
    throw error;
  }
}

function print(file: string, { issues, warnings }: Findings): string {
  const verdict =
    issues.length > 0
      ? []
      : [`${file}: boot takes these options${warnings.length > 0 ? ', and warns:' : '.'}`];
  return [...verdict, ...[...issues, ...warnings].map(describeIssue)].join('\n\n');
}

function toJson({ issues, warnings }: Findings): unknown {
  return { issues: issues.map(toPlain), warnings: warnings.map(toPlain) };
}

/** Functions and regular expressions are nothing in JSON: they go as they are written. */
function toPlain(issue: CorsIssue): unknown {
  const isCode = typeof issue.value === 'function' || issue.value instanceof RegExp;
  return isCode ? { ...issue, value: String(issue.value) } : issue;
}
