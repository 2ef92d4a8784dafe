import { isLoopback } from '../fetch/host.ts';
import { parseOrigin } from '../fetch/origin.ts';
import { diagnoseOrigin } from '../policy/diagnose-origin.ts';
import { show } from '../policy/issue.ts';
import type { OriginRule } from '../policy/origin-rule.ts';
import type { ActualDecision, Decision, ForeignDecision, PreflightDecision } from './decision.ts';

/**
 * Says in a sentence or two why a request was decided as it was and, where it was denied, what to
 * change. For logs and for people; it shows what the request sent, so never put it into a header.
 */
export function explain(decision: Decision): string {
  const { reason } = decision;
  const origin = show(decision.origin ?? '');
  switch (reason) {
    case 'no-origin':
      return 'No Origin header: this is no CORS request (a same-origin page, a server or a command line sent it), and nothing is checked.';
    case 'any-origin':
      return `Allowed: the policy is for every origin, ${origin} included.`;
    case 'origin-matched':
      return `Allowed: ${origin} is among the policy's origins.`;
    case 'origin-function-allowed':
      return `Allowed: the policy's origin function said true for ${origin}.`;
    case 'cors-off':
      return `CORS is off for this route, so no page of another origin may use it. Fix: if ${origin} should, give the route a policy in place of false.`;
    case 'origin-null':
      return 'The origin is null, as sandboxed frames, local files and redirects send it; it names nobody. Fix: serve the page from a server, or let the frame keep its origin (sandbox="allow-same-origin").';
    case 'origin-malformed':
    case 'origin-not-matched':
      return explainOrigin(decision);
    case 'origin-function-denied':
      return `The policy's origin function said false for ${origin}. Fix: if it should be allowed, look there.`;
    case 'origin-function-failed':
      return `The policy's origin function failed for ${origin} (${describeCause(decision.cause)}); a failure denies. Fix: mend the function.`;
    case 'origin-function-timed-out':
      return `The policy's origin function gave no answer for ${origin} within 5 seconds, which denies. Fix: bound its look-up, or cache it.`;
    case 'foreign-request':
      return explainForeign(decision as ForeignDecision);
    case 'origin-function-no-boolean':
      return `The policy's origin function answered ${show(decision.cause)} for ${origin}; only true allows. Fix: return true or false; there is no callback.`;
    default:
      return decision.kind === 'preflight' ? explainPreflight(decision) : reason;
  }
}

/** Names the header that decided, and both ways out: the page is a friend's, or it is the server's own. */
function explainForeign({
  origin,
  method,
  isWebSocket,
  site,
  host,
  policy,
}: ForeignDecision): string {
  const what = isWebSocket ? 'open a WebSocket' : `send this ${show(method)}`;
  const sender = origin === undefined ? "another site's page" : `a page of ${show(origin)}`;
  const evidence =
    site === undefined
      ? `the origin is neither among the policy's origins nor that of the server's own host ${show(host ?? '')}`
      : `its Sec-Fetch-Site is ${show(site)}, and the origin is not among the policy's`;
  const isNamed = origin !== undefined && origin !== 'null' && parseOrigin(origin) !== undefined;
  const friend = isNamed
    ? `if that page should, add '${origin}' to 'origin'`
    : "let the page have an origin of its own, and add that to 'origin'";
  const own =
    site === undefined && isNamed
      ? "; if it is the server's own page behind a proxy that changes Host, add it to 'ownOrigins', or let the framework trust that proxy"
      : '';
  return `Refused: ${sender} wanted to ${what}, and ${evidence} (enforce: ${show(policy.policy.enforce)}). Fix: ${friend}${own}.`;
}

function explainPreflight(decision: PreflightDecision): string {
  const method = show(decision.method ?? '');
  switch (decision.reason) {
    case 'method-malformed':
      return `The preflight asks for the method ${method}, which is no method. Fix: send one Access-Control-Request-Method with one method; browsers do.`;
    case 'method-not-routed':
      return `The preflight asks for ${method}, and this path has no route for it. Fix: add the route, or call one of the methods that the path has.`;
    case 'method-not-allowed':
      return `The preflight asks for ${method}, and the policy's methods leave it out. Fix: add ${method} to 'methods' (method names are case-sensitive).`;
    case 'headers-malformed':
      return 'Access-Control-Request-Headers is no list of header names. Fix: send names between commas; browsers do.';
    case 'headers-out-of-bounds':
      return 'Access-Control-Request-Headers is longer, or blanker, than any browser sends it. Fix: send fewer headers; browsers do.';
    case 'header-not-allowed':
      return `The page wants to send the request header ${show(decision.deniedHeader ?? '')}, and the policy does not allow it. Fix: add it to 'allowedHeaders'.`;
    default:
      return decision.reason;
  }
}

function explainOrigin({ origin = '', policy }: ActualDecision | PreflightDecision): string {
  if (origin === '')
    return 'The Origin header is empty, which no browser sends. Fix: send an origin, or no Origin header at all.';
  if (parseOrigin(origin) === undefined) {
    const { message, hint } = diagnoseOrigin(origin);
    return `The Origin header is no serialized origin: ${message} Fix: ${hint}`;
  }
  const { origin: allowed } = policy.policy;
  const near = allowed.kind === 'rules' ? nearMiss(origin, allowed.rules) : undefined;
  const difference = near
    ? ` The nearest entry is ${show(near)}; origins are equal only if scheme, host and port are.`
    : '';
  const lists = allowed.kind === 'rules' ? liveLists(allowed.rules) : '';
  return `${show(origin)} is not among the policy's origins.${difference} Fix: if its pages should use this route, add '${origin}' to 'origin'${lists}.`;
}

/** The lists where the origin may have been looked for, and in which state they are. */
function liveLists(rules: readonly OriginRule[]): string {
  return rules
    .flatMap((rule) => (rule.kind === 'list' ? [rule.list] : []))
    .map((list) => {
      const { name, size, version, source } = list.status();
      const trouble = source.error === undefined ? '' : `, its source fails: ${show(source.error)}`;
      const keys = list.tenant === undefined ? '' : " below its tenant's key";
      const entries = size === 1 ? '1 entry' : `${size} entries`;
      return `, or to the list ${show(name)}${keys} (${entries}, version ${version}${trouble})`;
    })
    .join('');
}

/**
 * An entry for the same host under another scheme or port, for the same machine under another name, or
 * for what stands below the host: the slips that are hardest to see.
 */
function nearMiss(origin: string, rules: readonly OriginRule[]): string | undefined {
  const host = hostOf(origin);
  if (host === undefined) return undefined;
  return rules.slice(0, 1_000).find((rule) => isNear(rule, host))?.source;
}

function isNear(rule: OriginRule, host: string): boolean {
  if (rule.kind === 'regexp' || rule.kind === 'list') return false;
  const listed = rule.kind === 'pattern' ? rule.host : hostOf(rule.source);
  if (listed === undefined) return false;
  if (listed === host || (isLoopback(listed) && isLoopback(host))) return true;
  if (rule.kind === 'pattern') return false;
  return listed === `www.${host}` || `www.${listed}` === host;
}

function hostOf(source: string): string | undefined {
  const origin = parseOrigin(source);
  return origin?.kind === 'tuple' ? origin.host : undefined;
}

/** Nothing that a function throws may throw again here. */
function describeCause(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${show(cause.message)}` : show(cause);
  } catch {
    return 'something that cannot be shown';
  }
}
