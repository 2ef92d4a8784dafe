import { type Report, show } from './issue.ts';
import { type Policy, printPolicy } from './policy.ts';

/** A route as it is named in a conflict; `policy` is `undefined` where no registration covers it. */
export interface ConflictingRoute {
  /** Method, path and constraints, such as `GET /items (version 2.0.0)`. */
  readonly path: string;
  readonly policy: Policy | undefined;
}

/**
 * Refuses two routes that differ only in a constraint which no preflight shows (a header, a media
 * type, a version, anything custom), where their policies would answer that preflight differently.
 */
export function checkConflict(a: ConflictingRoute, b: ConflictingRoute, report: Report): void {
  if (isAnsweredAlike(a.policy, b.policy)) return;
  report({
    code: 'constraint-conflict',
    path: b.path,
    value: [describe(a.policy), describe(b.policy)],
    message: `${a.path} and ${b.path} have different policies (${show(describe(a.policy))}, ${show(describe(b.policy))}), and a preflight does not show which of them the request is for.`,
    hint: 'Give both the same origin, credentials, methods and allowedHeaders, or different paths or hosts.',
  });
}

/** Whether two policies answer every preflight alike; `undefined` is a route that no registration covers. */
function isAnsweredAlike(a: Policy | undefined, b: Policy | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const functions = [a.origin, b.origin].map(
    (origin) => origin.kind === 'function' && origin.function,
  );
  return (
    functions[0] === functions[1] && JSON.stringify(describe(a)) === JSON.stringify(describe(b))
  );
}

function describe(policy: Policy | undefined): object | string {
  if (policy === undefined) return 'no policy';
  const { origin, credentials, methods, allowedHeaders, dangerouslyAllowNull } =
    printPolicy(policy);
  return { origin, credentials, methods, allowedHeaders, dangerouslyAllowNull };
}
