import { isPageScheme, parseOrigin } from '../fetch/origin.ts';
import { diagnoseOrigin } from './diagnose-origin.ts';
import { type CorsIssue, type Report, show } from './issue.ts';
import type { OriginFunction } from './options.ts';
import { isOriginList } from './origin-list.ts';
import { type OriginRule, parseOriginPattern } from './origin-rule.ts';
import { regexpProblems } from './regexp-safety.ts';

/** Who a policy is for. */
export type OriginSet =
  /** `origin: false`: CORS is off. */
  | { readonly kind: 'off' }
  /** `origin: '*'`: everybody. */
  | { readonly kind: 'any' }
  | { readonly kind: 'rules'; readonly rules: readonly OriginRule[] }
  | { readonly kind: 'function'; readonly function: OriginFunction<never> };

/** Entries that name nobody, and that a level took on purpose. */
export interface AllowedEntries {
  readonly null: boolean;
  readonly file: boolean;
  /** Whether the same level asks for credentials without trusting RegExps. */
  readonly isRegExpUntrusted: boolean;
}

/** Parses the option `origin`; reports every entry that is wrong, and returns `undefined` if any is. */
export function parseOrigins(
  value: unknown,
  allowed: AllowedEntries,
  path: string,
  report: Report,
): OriginSet | undefined {
  if (value === '*') return { kind: 'any' };
  if (value === false) return { kind: 'off' };
  if (typeof value === 'function') {
    if (takesCallback(value)) report(callbackExpected(value, path));
    return { kind: 'function', function: value as OriginFunction<never> };
  }
  if (value === true) {
    report({
      code: 'origin-true',
      path,
      value,
      message: 'origin: true means "reflect any origin" elsewhere, which hides what it does.',
      hint: "Write origin: '*' for everybody (without credentials), or list the origins.",
    });
    return undefined;
  }
  // Holes in a list become `undefined`, and are reported as such.
  const entries: readonly unknown[] = Array.isArray(value) ? Array.from(value) : [value];
  const rules = entries.map((entry, index) =>
    parseEntry(entry, allowed, Array.isArray(value) ? `${path}[${index}]` : path, report),
  );
  return rules.every((rule) => rule !== undefined) ? { kind: 'rules', rules } : undefined;
}

function untrustedRegExp(entry: RegExp, path: string): CorsIssue {
  return {
    code: 'regexp-with-credentials',
    path,
    value: entry,
    message: `${show(entry)} together with credentials: true cannot be checked for what it lets in, and it decides who acts as the user.`,
    hint: "Write a pattern such as 'https://*.app.example', or set dangerouslyTrustRegExp: true.",
  };
}

/** By the name of the second parameter. A function that waits for a callback never answers. */
function takesCallback(value: object): boolean {
  const source = Function.prototype.toString.call(value).slice(0, 500);
  return /^(?:async\b\s*)?(?:function\b)?[\s*]*[\w$]*\s*\(\s*[^(),]*,\s*(?:callback|cb|done|next)\s*[,)]/.test(
    source,
  );
}

function callbackExpected(value: unknown, path: string): CorsIssue {
  return {
    code: 'origin-function-callback',
    path,
    value,
    message: `${show(value)} seems to wait for a callback as its second argument, and gets the request.`,
    hint: 'Return true or false, or a promise of it: (origin, request) => boolean.',
    severity: 'warning',
  };
}

/** Parses one entry of a list; reports what is wrong with it, and returns `undefined` then. */
export function parseEntry(
  entry: unknown,
  allowed: AllowedEntries,
  path: string,
  report: Report,
): OriginRule | undefined {
  if (isOriginList(entry)) return { kind: 'list', source: `[list ${entry.name}]`, list: entry };
  if (entry instanceof RegExp) {
    const problems = regexpProblems(entry);
    for (const problem of problems) report({ ...problem, path, value: entry });
    // Else it would be found at the next start, when these are mended.
    if (problems.length > 0 && allowed.isRegExpUntrusted) report(untrustedRegExp(entry, path));
    return problems.length > 0
      ? undefined
      : { kind: 'regexp', source: RegExp.prototype.toString.call(entry), regexp: entry };
  }
  if (typeof entry !== 'string') {
    report({
      code: 'value-type',
      path,
      value: entry,
      message: `${show(entry)} is no origin.`,
      hint: path.endsWith(']')
        ? "Write an origin such as 'https://app.example', a pattern or an anchored RegExp."
        : "Write an origin such as 'https://app.example', a pattern, an anchored RegExp, a list of these, a function, '*' or false.",
    });
    return undefined;
  }
  if (entry === 'null' && allowed.null) return { kind: 'exact', source: entry };
  if (entry.includes('*')) {
    const pattern = parseOriginPattern(entry);
    if (pattern) return pattern;
  } else {
    const origin = parseOrigin(entry);
    const isFile = origin?.kind === 'tuple' && origin.scheme === 'file';
    if (origin?.kind === 'tuple' && isPageScheme(origin.scheme) && (!isFile || allowed.file)) {
      return { kind: 'exact', source: entry };
    }
  }
  report({ ...diagnoseOrigin(entry), path, value: entry });
  return undefined;
}

/** Parses `ownOrigins`: exact origins of pages, nothing wider. */
export function parseOwnOrigins(
  value: unknown,
  path: string,
  report: Report,
): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    report({
      code: 'value-type',
      path,
      value,
      message: `${show(value)} is no list of origins.`,
      hint: "Write a list, as in ownOrigins: ['https://app.example'].",
    });
    return undefined;
  }
  const origins = Array.from<unknown>(value).map((entry, index) => {
    const place = `${path}[${index}]`;
    const rule = parseEntry(
      entry,
      { null: false, file: false, isRegExpUntrusted: false },
      place,
      report,
    );
    if (rule === undefined || rule.kind === 'exact') return rule?.source;
    report({
      code: 'own-origin-inexact',
      path: place,
      value: entry,
      message: `${show(entry)} covers more than one origin; the server's own pages have exact ones.`,
      hint: "Write each in full, such as 'https://app.example'.",
    });
    return undefined;
  });
  return origins.every((origin) => origin !== undefined) ? Object.freeze(origins) : undefined;
}
