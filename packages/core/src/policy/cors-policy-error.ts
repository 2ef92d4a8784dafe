import type { CorsIssue } from './issue.ts';

/** How many problems the message spells out; all of them are in `issues`. */
const spelledOut = 20;

const policyErrorCode = 'ROUTECORS_POLICY';

/**
 * Thrown at boot when any policy is unsafe, contradictory or could never work. It carries all
 * problems of all routes at once, so that one start shows everything there is to mend.
 */
export class CorsPolicyError extends Error {
  override readonly name: string = 'CorsPolicyError';
  readonly code: string = policyErrorCode;
  /** Every problem, in the order in which it was found. */
  readonly issues: readonly CorsIssue[];

  /** The class may be loaded twice, by an import and by a `require`: an error of either is one of both. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== CorsPolicyError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && (value as { code?: unknown }).code === policyErrorCode;
  }

  constructor(issues: readonly CorsIssue[]) {
    super(describe(issues));
    this.issues = Object.freeze(issues.map((issue) => Object.freeze({ ...issue })));
  }
}

/** The error's message: a count, then each problem with its place and its fix. */
function describe(issues: readonly CorsIssue[]): string {
  const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
  const lines = issues.slice(0, spelledOut).map(describeIssue);
  const rest = issues.length - lines.length;
  if (rest > 0) lines.push(`… and ${rest} more, in the error's "issues".`);
  const codes = new Set(issues.map(({ code }) => code));
  const [code = ''] = codes.size === 1 ? codes : ['CODE'];
  const more = `More on ${codes.size === 1 ? 'it' : 'each'}: npx @routecors/cli explain ${code}`;
  return `The CORS configuration was refused for ${count}.\n\n${lines.join('\n\n')}\n\n${more}\n`;
}

/** One problem as three lines: code and place, what is wrong, what to write. */
export function describeIssue(issue: CorsIssue): string {
  return `[${issue.code}] ${issue.path}\n  ${issue.message}\n  Fix: ${issue.hint}`;
}
