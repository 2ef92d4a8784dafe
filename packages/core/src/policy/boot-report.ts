import { CorsPolicyError } from './cors-policy-error.ts';
import type { CorsIssue, Report } from './issue.ts';

/** Collects what boot finds, so that one start shows every problem of every route. */
export interface BootReport {
  /** Takes a problem that refuses the configuration, unless its severity says otherwise. */
  readonly refuse: Report;
  /** Takes a problem that the server can start with. */
  readonly warn: Report;
  readonly warnings: readonly CorsIssue[];
  /** Throws one {@link CorsPolicyError} with everything that was refused, if anything was. */
  readonly finish: () => void;
}

/** An empty report. A problem that was noted already, found again through another route, is noted once. */
export function createBootReport(): BootReport {
  const refused: CorsIssue[] = [];
  const warnings: CorsIssue[] = [];
  const seen = new Set<string>();
  const into =
    (list: CorsIssue[]): Report =>
    (issue) => {
      const key = `${issue.code}\n${issue.path}\n${issue.message}`;
      if (seen.has(key)) return;
      seen.add(key);
      list.push(issue);
    };
  const [refuse, warn] = [into(refused), into(warnings)];
  return {
    refuse: (issue) => (issue.severity === 'warning' ? warn(issue) : refuse(issue)),
    warn,
    warnings,
    finish: () => {
      if (refused.length > 0) throw new CorsPolicyError(refused);
    },
  };
}
