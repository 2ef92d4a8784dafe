/** Every kind of problem that boot refuses or warns of. Stable: tests and dashboards may name them. */
export type CorsIssueCode =
  | 'options-type'
  | 'unknown-key'
  | 'unknown-policy'
  | 'extends-cycle'
  | 'value-undefined'
  | 'value-type'
  | 'origin-required'
  | 'origin-true'
  | 'origin-blank'
  | 'origin-list-in-string'
  | 'origin-null'
  | 'origin-missing-scheme'
  | 'origin-scheme'
  | 'origin-file'
  | 'origin-userinfo'
  | 'origin-path'
  | 'origin-trailing-slash'
  | 'origin-wildcard'
  | 'origin-upper-case'
  | 'origin-unicode-host'
  | 'origin-host'
  | 'origin-ip-address'
  | 'origin-port'
  | 'origin-default-port'
  | 'origin-too-long'
  | 'origin-list-key'
  | 'origin-list-size'
  | 'regexp-flags'
  | 'regexp-unanchored'
  | 'regexp-plain-dot'
  | 'regexp-backtracking'
  | 'regexp-unchecked'
  | 'any-origin-with-credentials'
  | 'public-suffix-with-credentials'
  | 'any-host-with-credentials'
  | 'origin-function-callback'
  | 'origin-empty'
  | 'loopback-in-production'
  | 'http-with-credentials'
  | 'regexp-with-credentials'
  | 'enforce-any-origin'
  | 'own-origin-inexact'
  | 'shadow-nested'
  | 'gateway-conflict'
  | 'gateway-not-enforced'
  | 'gateway-own-port'
  | 'decorator-without-route'
  | 'path-invalid'
  | 'path-of-controller'
  | 'override-of-off'
  | 'method-invalid'
  | 'method-case'
  | 'method-forbidden'
  | 'method-omitted'
  | 'header-invalid'
  | 'header-forbidden'
  | 'header-response-only'
  | 'header-request-only'
  | 'wildcard-in-list'
  | 'wildcard-with-credentials'
  | 'max-age-range'
  | 'status-range'
  | 'cache-control-invalid'
  | 'constraint-conflict'
  | 'route-not-covered'
  | 'route-option-misplaced'
  | 'registration-covers-nothing'
  | 'registration-twice'
  | 'registration-prefix'
  | 'other-cors-plugin'
  | 'hook-before-cors'
  | 'vary-without-function'
  | 'vary-unseen-by-preflight'
  | 'headers-carried-over';

/** One problem: what is wrong, where, and what to write instead. */
export interface CorsIssue {
  /** Stable name of the problem. */
  readonly code: CorsIssueCode;
  /** Where it was written: the level, then the option, as in `GET /feed config.cors.origin[1]`. */
  readonly path: string;
  /** The offending value itself. */
  readonly value: unknown;
  /** What is wrong, in a sentence that shows the value. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
  /** Set where the server can start with it. */
  readonly severity?: 'warning';
}

/** What is wrong with a value, before it is known where the value stands. */
export type Diagnosis = Pick<CorsIssue, 'code' | 'message' | 'hint' | 'severity'>;

/** Takes a problem; whoever collects decides when to stop. */
export type Report = (issue: CorsIssue) => void;

/** The longest that a value is shown. */
const longestShown = 120;

/** A value as it is shown in messages: quoted strings, `/source/flags`, and bounded in length. */
export function show(value: unknown): string {
  // What is cut off below need not be quoted before: strangers send long strings.
  const shown = typeof value === 'string' ? value.slice(0, longestShown) : value;
  const text = showWhole(shown);
  return text.length > longestShown ? `${text.slice(0, longestShown - 3)}...` : text;
}

function showWhole(value: unknown): string {
  try {
    if (typeof value === 'function') return value.name ? `[function ${value.name}]` : '[function]';
    if (value instanceof RegExp || typeof value === 'symbol') return String(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'number') return String(value);
    if (value instanceof URL) return `[URL ${value.href}]`;
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Whatever it is, it does not want to be shown: a circle, a revoked proxy.
    return `[${typeof value}]`;
  }
}
