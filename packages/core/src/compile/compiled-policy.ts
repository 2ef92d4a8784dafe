import type { OriginFunction } from '../policy/options.ts';
import type { OriginRule } from '../policy/origin-rule.ts';
import type { OriginSet } from '../policy/parse-origins.ts';
import type { Policy } from '../policy/policy.ts';
import { type CompiledRules, compileOrigins } from './origin-matcher.ts';

/**
 * A policy with everything made that can be made before the first request: matchers, and header
 * values ready to be sent.
 */
export interface CompiledPolicy<Request = unknown> {
  readonly policy: Policy;
  readonly origins: CompiledOrigins<Request>;
  /** Whether responses say `Access-Control-Allow-Credentials: true`. */
  readonly allowCredentials: boolean;
  /** Names in lower case, or `undefined` for any name. */
  readonly allowedHeaders: ReadonlySet<string> | undefined;
  /** `Access-Control-Allow-Headers` of a policy that lists names. */
  readonly allowHeaders: string | undefined;
  /** `Access-Control-Expose-Headers`. */
  readonly exposeHeaders: string | undefined;
  /** `Access-Control-Max-Age`. */
  readonly maxAge: string | undefined;
  /** `Vary` of actual responses, and of responses to requests without `Origin`. */
  readonly vary: string | undefined;
  /** `Vary` of preflight responses, for the caches that keep them against the standard. */
  readonly preflightVary: string;
  /** Whether there is nothing beyond CORS to do: no `enforce`, no shadow. One look for every request. */
  readonly isPlain: boolean;
  /** What is judged beside it and not obeyed; `undefined` where nothing is. */
  readonly shadow: CompiledPolicy<Request> | undefined;
}

/** For whom a policy is, as the decision asks it. */
export type CompiledOrigins<Request> =
  | { readonly kind: 'off' }
  /** Everybody gets the very same `*`. */
  | { readonly kind: 'any' }
  /** Everybody gets their own origin back, with credentials; `null` only where that was allowed too. */
  | { readonly kind: 'reflect'; readonly allowNull: boolean }
  | CompiledRules
  | { readonly kind: 'function'; readonly ask: OriginFunction<Request> };

/**
 * Makes a compiler that returns one object for all policies that are the same, so that "do these
 * routes share a policy" is a comparison of two references, and 10,000 routes cost one matcher.
 */
export function createCompiler<Request = unknown>(): (policy: Policy) => CompiledPolicy<Request> {
  const byPolicy = new WeakMap<Policy, CompiledPolicy<Request>>();
  const byKey = new Map<string, CompiledPolicy<Request>>();
  const identity = createIdentity();
  return (policy) => {
    const known = byPolicy.get(policy);
    if (known) return known;
    const key = policyKey(policy, identity);
    const compiled = byKey.get(key) ?? compile<Request>(policy);
    byPolicy.set(policy, compiled);
    byKey.set(key, compiled);
    return compiled;
  };
}

function compile<Request>(policy: Policy): CompiledPolicy<Request> {
  const { allowedHeaders, exposedHeaders } = policy;
  const vary = varyOf(policy);
  const actualVary = actualVaryOf(policy);
  const preflightVary = ['Access-Control-Request-Method', 'Access-Control-Request-Headers'];
  return Object.freeze({
    policy,
    origins: compileOriginSet<Request>(policy),
    allowCredentials: policy.credentials,
    allowedHeaders: allowedHeaders === '*' ? undefined : new Set(allowedHeaders),
    allowHeaders: allowedHeaders === '*' ? undefined : join(allowedHeaders),
    exposeHeaders: exposedHeaders === '*' ? '*' : join(exposedHeaders),
    maxAge: policy.maxAge === null ? undefined : String(policy.maxAge),
    vary: actualVary.length > 0 ? actualVary.join(', ') : undefined,
    preflightVary: [...vary, ...preflightVary].join(', '),
    isPlain: policy.enforce === false && policy.shadow === null,
    shadow: policy.shadow === null ? undefined : compile<Request>(policy.shadow),
  });
}

function compileOriginSet<Request>(policy: Policy): CompiledOrigins<Request> {
  const { origin } = policy;
  switch (origin.kind) {
    case 'off':
      return origin;
    case 'any':
      return policy.credentials
        ? { kind: 'reflect', allowNull: policy.dangerouslyAllowNull }
        : origin;
    case 'rules':
      return compileOrigins(origin.rules, policy);
    case 'function':
      // Adapters type what their users write; in here nobody looks at the request.
      return { kind: 'function', ask: origin.function as OriginFunction<Request> };
  }
}

/** A response varies on `Origin` unless everybody gets the same. (Fetch, "CORS protocol and HTTP caches") */
function varyOf(policy: Policy): readonly string[] {
  const { kind } = policy.origin;
  if (kind === 'off' || (kind === 'any' && !policy.credentials)) return [];
  return ['Origin', ...policy.vary.filter((name) => name !== 'origin')];
}

/** What else decides whether a read is answered at all: a cache must not give one page's answer to another. */
const provenanceVary = ['Sec-Fetch-Site', 'Sec-Fetch-Mode', 'Sec-Fetch-Dest'];

function actualVaryOf(policy: Policy): readonly string[] {
  const vary = varyOf(policy);
  if (policy.enforce !== 'all') return vary;
  return [...(vary.length > 0 ? vary : ['Origin']), ...provenanceVary];
}

const join = (names: readonly string[]): string | undefined =>
  names.length > 0 ? names.join(',') : undefined;

/** A text that two policies share if and only if they are the same policy. */
function policyKey(policy: Policy, identity: (value: object) => number): string {
  const said = {
    ...policy,
    origin: originKey(policy.origin, identity),
    shadow: policy.shadow && policyKey(policy.shadow, identity),
  };
  // The order of a list says nothing.
  return JSON.stringify(said, (_, value: unknown) =>
    Array.isArray(value) ? (value as string[]).toSorted() : value,
  );
}

function originKey(origin: OriginSet, identity: (value: object) => number): string {
  const ruleKey = (rule: OriginRule): string =>
    rule.kind === 'list' ? `[list ${identity(rule.list)}]` : rule.source;
  switch (origin.kind) {
    case 'off':
    case 'any':
      return origin.kind;
    case 'rules':
      // Each kind of rule is written in a way of its own; two lists may have one name.
      return JSON.stringify([...new Set(origin.rules.map(ruleKey))].toSorted());
    case 'function':
      return String(identity(origin.function));
  }
}

function createIdentity(): (value: object) => number {
  const numbers = new WeakMap<object, number>();
  let next = 0;
  return (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, (next += 1));
    return next;
  };
}
