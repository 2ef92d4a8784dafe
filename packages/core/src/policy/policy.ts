import type { OriginSet } from './parse-origins.ts';

/** The exceptions that a person made on purpose. */
export interface Dangers {
  readonly dangerouslyAllowHttp: boolean;
  readonly dangerouslyAllowPublicSuffix: boolean;
  readonly dangerouslyAllowNull: boolean;
  readonly dangerouslyAllowFile: boolean;
  readonly dangerouslyAllowAnyOrigin: boolean;
  readonly dangerouslyTrustRegExp: boolean;
}

/** A resolved policy: every option has its value, nothing is inherited any more. Frozen. */
export interface Policy extends Dangers {
  readonly origin: OriginSet;
  readonly methods: '*' | readonly string[];
  /** In lower case. */
  readonly allowedHeaders: '*' | readonly string[];
  /** In lower case. */
  readonly exposedHeaders: '*' | readonly string[];
  readonly credentials: boolean;
  /** Seconds; `null` is not sent. */
  readonly maxAge: number | null;
  readonly optionsSuccessStatus: number;
  /** The header's value; `null` is not sent. */
  readonly cacheControl: string | null;
  /** Header names that the origin function reads, in lower case. */
  readonly vary: readonly string[];
  /** Which requests of other sites' pages are refused. */
  readonly enforce: boolean | 'all';
  /** Exact origins. */
  readonly ownOrigins: readonly string[];
  /** A policy that is judged beside this one and not obeyed. It has no shadow of its own. */
  readonly shadow: Policy | null;
}

/** What holds where no level says anything. `origin` is not among it: somebody has to say for whom a policy is. */
export const defaults: Omit<Policy, 'origin' | 'shadow'> = Object.freeze({
  methods: '*',
  allowedHeaders: '*',
  exposedHeaders: Object.freeze([]),
  credentials: false,
  maxAge: null,
  optionsSuccessStatus: 204,
  cacheControl: null,
  vary: Object.freeze([]),
  enforce: false,
  ownOrigins: Object.freeze([]),
  dangerouslyAllowHttp: false,
  dangerouslyAllowPublicSuffix: false,
  dangerouslyAllowNull: false,
  dangerouslyAllowFile: false,
  dangerouslyAllowAnyOrigin: false,
  dangerouslyTrustRegExp: false,
});

/** A policy printed back as options, all of it JSON: a RegExp as `/source/flags`, a function as `[function name]`. */
export interface PrintedPolicy {
  /** `'*'`, a list, or `[function name]`. */
  readonly origin: string | false | readonly string[];
  readonly methods?: readonly string[];
  readonly allowedHeaders?: '*' | readonly string[];
  readonly exposedHeaders?: '*' | readonly string[];
  readonly credentials?: boolean;
  readonly maxAge?: number;
  readonly optionsSuccessStatus?: number;
  readonly cacheControl?: string;
  readonly vary?: readonly string[];
  readonly enforce?: boolean | 'all';
  readonly ownOrigins?: readonly string[];
  readonly dangerouslyAllowHttp?: boolean;
  readonly dangerouslyAllowPublicSuffix?: boolean;
  readonly dangerouslyAllowNull?: boolean;
  readonly dangerouslyAllowFile?: boolean;
  readonly dangerouslyAllowAnyOrigin?: boolean;
  readonly dangerouslyTrustRegExp?: boolean;
  readonly shadow?: PrintedPolicy;
}

/** Prints a policy as the shortest options that make it: what equals the default is left out. */
export function printPolicy(policy: Policy): PrintedPolicy {
  const isOff = policy.origin.kind === 'off';
  const printed: Record<string, unknown> = { origin: printOrigins(policy.origin) };
  for (const name of isOff ? fieldsOfOff : (Object.keys(defaults) as (keyof typeof defaults)[])) {
    if (JSON.stringify(policy[name]) !== JSON.stringify(defaults[name])) {
      printed[name] = policy[name];
    }
  }
  if (policy.shadow !== null) printed['shadow'] = printPolicy(policy.shadow);
  return printed as unknown as PrintedPolicy;
}

/** What means something where CORS is off: who may send has nothing to do with who may read. */
export const fieldsOfOff: readonly (keyof Policy & keyof typeof defaults)[] = [
  'enforce',
  'ownOrigins',
];

function printOrigins(origins: OriginSet): PrintedPolicy['origin'] {
  switch (origins.kind) {
    case 'off':
      return false;
    case 'any':
      return '*';
    case 'rules':
      return origins.rules.map((rule) => rule.source);
    case 'function':
      return `[function ${origins.function.name || 'anonymous'}]`;
  }
}
