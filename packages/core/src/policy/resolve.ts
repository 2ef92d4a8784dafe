import type { Draft } from './draft.ts';
import { type Report, show } from './issue.ts';
import { type Policy, defaults } from './policy.ts';
import { checkTrust } from './trust.ts';

/**
 * Makes the policy of a draft: what no level says gets its default, and the whole is checked. Returns
 * `undefined` where a problem was reported, now or while the levels were parsed.
 */
export function resolvePolicy(draft: Draft, report: Report): Policy | undefined {
  if (draft.isBroken) return undefined;
  const { origin } = draft.fields;
  if (origin === undefined) {
    report({
      code: 'origin-required',
      path: `${draft.path}.origin`,
      value: undefined,
      message: 'Nothing says for whom this policy is: it has options, but no origin.',
      hint: "State origin: a list of origins, '*' for everybody, or false for nobody unless a route says otherwise.",
    });
    return undefined;
  }
  const shadow = draft.shadow && resolvePolicy({ ...draft.shadow, shadow: undefined }, report);
  const policy: Policy = Object.freeze({
    ...defaults,
    ...draft.fields,
    origin,
    shadow: shadow ?? null,
  });
  let isSafe = draft.shadow === undefined || shadow !== undefined;
  const note: Report = (issue) => {
    isSafe &&= issue.severity === 'warning';
    report(issue);
  };
  checkOrigin(policy, draft, note);
  checkTrust(policy, draft, note);
  checkEnforce(policy, draft, note);
  return isSafe ? policy : undefined;
}

/** Refuses what other levels have taken the ground from: `null` without its exception, `vary` without a function. */
function checkOrigin(policy: Policy, draft: Draft, report: Report): void {
  const { origin, vary, dangerouslyAllowFile, dangerouslyAllowNull } = policy;
  const has = (entry: string): boolean =>
    origin.kind === 'rules' && origin.rules.some(({ source }) => source === entry);
  if (has('file://') && !dangerouslyAllowFile) {
    report({
      code: 'origin-file',
      path: `${draft.from.origin}.origin`,
      value: 'file://',
      message: `'file://' is among the origins (${draft.from.origin}), and dangerouslyAllowFile is false (${draft.from.dangerouslyAllowFile ?? draft.path}).`,
      hint: "State origin anew, without 'file://', or leave the exception as it is.",
    });
  }
  if (has('null') && !dangerouslyAllowNull) {
    report({
      code: 'origin-null',
      path: `${draft.from.origin}.origin`,
      value: 'null',
      message: `'null' is among the origins (${draft.from.origin}), and dangerouslyAllowNull is false (${draft.from.dangerouslyAllowNull ?? draft.path}).`,
      hint: "State origin anew, without 'null', or leave the exception as it is.",
    });
  }
  if (vary.length > 0 && origin.kind !== 'function') {
    report({
      code: 'vary-without-function',
      path: `${draft.from.vary}.vary`,
      value: vary,
      message: `vary: ${show(vary)} names headers that an origin function reads, and the origin is no function.`,
      hint: 'Remove it; Vary: Origin is sent where it is needed.',
    });
  }
}

/** Refuses `enforce` where every origin is the policy's: it would refuse nobody, and look as if it did. */
function checkEnforce({ origin, enforce }: Policy, draft: Draft, report: Report): void {
  if (enforce === false || origin.kind !== 'any') return;
  report({
    code: 'enforce-any-origin',
    path: `${draft.from.enforce}.enforce`,
    value: enforce,
    message: `enforce: ${show(enforce)} (${draft.from.enforce}) together with origin: '*' (${draft.from.origin}) would refuse nobody: every page is one of the policy's.`,
    hint: "List the origins, set origin: false for the server's own pages only, or set enforce: false there.",
  });
}

/**
 * Refuses a `methods` list that leaves out a method which the route itself has and which browsers
 * send whatever the list says, so that leaving it out protects nothing. (Fetch, "CORS-preflight
 * fetch", step 7: "is not a CORS-safelisted method")
 */
export function checkMethods(
  policy: Policy,
  routed: readonly string[],
  place: { readonly path: string; readonly listedAt: string },
  report: Report,
): void {
  if (policy.methods === '*' || policy.origin.kind === 'off') return;
  for (const method of ['GET', 'HEAD', 'POST']) {
    // Frameworks answer HEAD wherever they answer GET; a list with GET means both.
    const isListed =
      policy.methods.includes(method) || (method === 'HEAD' && policy.methods.includes('GET'));
    if (isListed || !routed.includes(method)) continue;
    report({
      code: 'method-omitted',
      path: `${place.listedAt}.methods`,
      value: policy.methods,
      message: `methods: ${show(policy.methods)} leaves out ${method}, which ${place.path} answers: browsers send it cross-origin all the same, without asking.`,
      hint: `Add '${method}', remove the list, or turn CORS off for that route with false.`,
    });
  }
}
