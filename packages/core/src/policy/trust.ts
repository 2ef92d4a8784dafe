import { isLoopback } from '../fetch/host.ts';
import { parseOrigin } from '../fetch/origin.ts';
import { publicSuffixWithin } from '../fetch/public-suffix.ts';
import type { Draft } from './draft.ts';
import { type Report, show } from './issue.ts';
import type { ExactOrigin, OriginPattern, OriginRule, PatternBelow } from './origin-rule.ts';
import type { Dangers, Policy } from './policy.ts';

/**
 * Refuses what would hand a user's cookies to strangers. Looks at the resolved policy, whichever
 * levels it was made by, and names those levels.
 */
export function checkTrust(policy: Policy, draft: Draft, report: Report): void {
  if (!policy.credentials) return;
  const levels = {
    origin: `${draft.from.origin ?? draft.path}.origin`,
    credentials: `${draft.from.credentials ?? draft.path}.credentials`,
  };
  checkWildcards(policy, draft, levels.credentials, report);
  if (policy.origin.kind === 'any' && !policy.dangerouslyAllowAnyOrigin) {
    report({
      code: 'any-origin-with-credentials',
      path: levels.origin,
      value: '*',
      message: `origin: '*' (${levels.origin}) together with credentials: true (${levels.credentials}): browsers reject the pair, and reflecting every origin instead would let any site act as the user.`,
      hint: 'List the origins, or set credentials: false. dangerouslyAllowAnyOrigin: true reflects all the same.',
    });
  }
  if (policy.origin.kind !== 'rules') return;
  for (const rule of policy.origin.rules) checkRule(rule, policy, levels, report);
}

/** With credentials, browsers take `*` in a list for a name. (Fetch, "CORS protocol and credentials") */
function checkWildcards(policy: Policy, draft: Draft, credentials: string, report: Report): void {
  if (policy.exposedHeaders !== '*') return;
  report({
    code: 'wildcard-with-credentials',
    path: `${draft.from.exposedHeaders}.exposedHeaders`,
    value: '*',
    message: `exposedHeaders: '*' (${draft.from.exposedHeaders}) together with credentials: true (${credentials}): browsers take the '*' for a header's name.`,
    hint: "Name the headers, as in exposedHeaders: ['x-total-count'].",
  });
}

/** What messages name for a problem. */
export interface TrustLevels {
  readonly origin: string;
  readonly credentials: string;
}

/** Refuses one entry that would. What a list holds is checked entry by entry when it is loaded. */
export function checkRule(
  rule: OriginRule,
  policy: Pick<
    Dangers,
    'dangerouslyAllowHttp' | 'dangerouslyAllowPublicSuffix' | 'dangerouslyTrustRegExp'
  >,
  levels: TrustLevels,
  report: Report,
): void {
  if (rule.kind === 'list') return;
  const levelNote = `(${levels.origin}, with credentials: true from ${levels.credentials})`;
  const problem = { path: levels.origin, value: rule.source };
  if (rule.kind === 'regexp') {
    if (policy.dangerouslyTrustRegExp) return;
    report({
      ...problem,
      code: 'regexp-with-credentials',
      message: `${rule.source} ${levelNote} cannot be checked for what it lets in, and it decides who acts as the user.`,
      hint: "Write a pattern such as 'https://*.app.example', or set dangerouslyTrustRegExp: true.",
    });
    return;
  }
  const { scheme, host, below } = siteOf(rule);
  if (scheme === 'http' && !isLoopback(host) && !policy.dangerouslyAllowHttp) {
    report({
      ...problem,
      code: 'http-with-credentials',
      message: `${show(rule.source)} ${levelNote} is plain http: whoever is on the network path can send pages as that origin, and act as the user.`,
      hint: isPrivateAddress(host)
        ? 'Set dangerouslyAllowHttp: true while you develop, or give the machine a name and a certificate.'
        : `Write '${rule.source.replace('http:', 'https:')}', or set dangerouslyAllowHttp: true.`,
    });
  }
  if (below === 'nothing' || policy.dangerouslyAllowPublicSuffix) return;
  if (below === 'any-host') {
    report({
      ...problem,
      code: 'any-host-with-credentials',
      message: `${show(rule.source)} ${levelNote} covers everybody: whoever makes something for ${scheme} has an origin of that scheme.`,
      hint: 'List the origins that are yours, or set dangerouslyAllowPublicSuffix: true.',
    });
    return;
  }
  // Names below `localhost` lead to this very machine.
  if (isLoopback(host)) return;
  // One label below a domain reaches no deeper suffix than the domain itself.
  const suffix = below === 'labels' ? publicSuffixWithin(host) : ownSuffix(host);
  if (suffix === undefined) return;
  report({
    ...problem,
    code: 'public-suffix-with-credentials',
    message: `${show(rule.source)} ${levelNote} covers everybody: ${show(suffix)} is a public suffix, below which anybody can register a name.`,
    hint: `List your own names in full, such as '${scheme}://my-app.${suffix}', or set dangerouslyAllowPublicSuffix: true.`,
  });
}

function ownSuffix(host: string): string | undefined {
  const suffix = publicSuffixWithin(host);
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return suffix === name ? suffix : undefined;
}

/** Addresses that are not routed on the Internet, which have no certificate that a browser knows. (RFC 1918) */
function isPrivateAddress(host: string): boolean {
  return /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[0-9.]+$/.test(host);
}

interface Site {
  readonly scheme: string;
  readonly host: string;
  readonly below: PatternBelow;
}

function siteOf(rule: ExactOrigin | OriginPattern): Site {
  if (rule.kind === 'pattern') return rule;
  const origin = parseOrigin(rule.source);
  return origin?.kind === 'tuple'
    ? { scheme: origin.scheme, host: origin.host, below: 'nothing' }
    : { scheme: '', host: '', below: 'nothing' };
}
