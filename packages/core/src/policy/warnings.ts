import { isLoopback } from '../fetch/host.ts';
import { parseOrigin } from '../fetch/origin.ts';
import { type Report, show } from './issue.ts';
import type { Policy } from './policy.ts';

/**
 * Warns where an origin function reads a header that a preflight does not carry: it would decide
 * about the preflight without it. (Fetch, "CORS-preflight fetch": step 1 makes a new request)
 */
export function warnOfUnseenVary(policy: Policy, path: string, warn: Report): void {
  const unseen = policy.vary.filter((name) => !isOnPreflights(name));
  if (unseen.length === 0) return;
  warn({
    code: 'vary-unseen-by-preflight',
    path: `${path}.vary`,
    value: unseen,
    message: `The origin function reads ${unseen.join(', ')}, which no preflight carries: it decides about preflights without.`,
    hint: 'Decide by the origin, the address and the Host alone, or answer every preflight that could be allowed.',
  });
}

/**
 * Headers that the browser itself sends with both: the CORS protocol's own, and those that are made from
 * the same page and URL. `Accept` is not among them: a preflight has its own. (Fetch, "CORS-preflight
 * fetch", steps 1 to 6; Fetch Metadata, section 3)
 */
const setByBrowsers: ReadonlySet<string> = new Set([
  'host',
  'origin',
  'referer',
  'sec-fetch-site',
  'user-agent',
]);

/** Names and beginnings of names that proxies and CDNs set on every request, preflights included. */
const setByProxies =
  /^(?:forwarded|via|cdn-loop|x-client-ip|x-cluster-client-ip|x-host|x-scheme)$|^(?:x-forwarded-|x-original-|x-real-|x-envoy-|x-amz|cf-|cloudfront-|fastly-|true-client-|fly-|x-vercel-|x-nf-|x-akamai-|akamai-|x-azure-|x-arr-|x-appengine-|x-cloud-trace-)/;

function isOnPreflights(name: string): boolean {
  return setByBrowsers.has(name) || setByProxies.test(name);
}

/** Warns of a list that allows nobody, as an environment variable without entries makes one. */
export function warnOfEmptyOrigins({ origin }: Policy, path: string, warn: Report): void {
  if (origin.kind !== 'rules' || origin.rules.length > 0) return;
  warn({
    code: 'origin-empty',
    path: `${path}.origin`,
    value: [],
    message: 'origin: [] allows nobody, and looks as if it allowed somebody.',
    hint: 'List the origins, or write origin: false.',
  });
}

/** Warns of a developer's own machine among the origins with credentials, where that is not meant to be. */
export function warnOfLoopback(policy: Policy, path: string, warn: Report): void {
  const { origin, credentials } = policy;
  if (!credentials || origin.kind !== 'rules' || !isProduction()) return;
  const local = origin.rules.find((rule) => {
    if (rule.kind === 'pattern') return isLoopback(rule.host);
    const parsed = rule.kind === 'exact' ? parseOrigin(rule.source) : undefined;
    return parsed?.kind === 'tuple' && isLoopback(parsed.host);
  });
  if (local === undefined) return;
  warn({
    code: 'loopback-in-production',
    path: `${path}.origin`,
    value: local.source,
    message: `${show(local.source)} may act as the user, and NODE_ENV is production: whatever runs on that port of a visitor's machine can.`,
    hint: 'Leave it out in production.',
  });
}

/** Node's way to say so; elsewhere nobody says it. */
function isProduction(): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.['NODE_ENV'] === 'production';
}

/** One route of a path, for comparing it with its neighbours. */
export interface PathRoute {
  readonly method: string;
  readonly policy: Policy;
}

/**
 * Warns where a route is less open than another of its path: browsers keep grants by URL, not by route,
 * for five seconds even without `maxAge`. A header that was granted for one method is not asked about for
 * another, and a `POST`, whose method needs no grant, then goes out without a preflight of its own.
 * (Fetch, "CORS-preflight cache"; "CORS-preflight fetch", step 7)
 */
export function warnOfCarriedHeaders(
  path: string,
  routes: readonly PathRoute[],
  warn: Report,
): void {
  for (const closed of routes) {
    if (closed.policy.enforce !== false) continue;
    const open = routes.find((other) => carriesOver(other, closed));
    if (open === undefined) continue;
    const [granted, own] = [open, closed].map(({ policy }) => describeHeaders(policy));
    warn({
      code: 'headers-carried-over',
      path,
      value: [open.policy.allowedHeaders, closed.policy.allowedHeaders],
      message: `${closed.method} ${path} ${own}, and ${open.method} ${path} ${granted}: browsers remember what was granted by URL, for 5 seconds even without maxAge, so a page that was granted the one may send the other without asking.`,
      hint: 'Give both the same policy, or different paths, or refuse foreign pages there with enforce: true; maxAge: 0 on the more open one helps, too.',
    });
    // One such pair tells the whole story of a path.
    return;
  }
}

/** Whether what `open` grants lets pages do what `closed` would not grant. */
function carriesOver(open: PathRoute, closed: PathRoute): boolean {
  if (open.policy === closed.policy || open.policy.origin.kind === 'off') return false;
  // Then no browser keeps the grant.
  if (open.policy.maxAge === 0) return false;
  const granted = open.policy.allowedHeaders;
  if (granted !== '*' && granted.length === 0) return false;
  // A method that is not safelisted needs a grant of its own, which nobody gives where CORS is off.
  if (closed.policy.origin.kind === 'off') return closed.method.split(',').includes('POST');
  const own = closed.policy.allowedHeaders;
  if (own === '*') return false;
  return granted === '*' || granted.some((name) => !own.includes(name));
}

function describeHeaders({ origin, allowedHeaders }: Policy): string {
  return origin.kind === 'off' ? 'has CORS off' : `allows the headers ${show(allowedHeaders)}`;
}
