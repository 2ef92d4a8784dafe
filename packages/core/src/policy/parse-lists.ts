import { isRequestOnlyHeader, isResponseOnlyHeader } from '../fetch/header-direction.ts';
import {
  isForbiddenRequestHeader,
  isForbiddenResponseHeader,
  isHeaderName,
} from '../fetch/header-name.ts';
import { isForbiddenMethod, isMethod, normalizeMethod } from '../fetch/method.ts';
import { type Diagnosis, type Report, show } from './issue.ts';

/** A parsed list of names, `'*'`, or `undefined` where a problem was reported. */
type NameList = '*' | readonly string[] | undefined;

/** Parses `methods`. Only the six methods that browsers normalise are normalised. */
export function parseMethods(value: unknown, path: string, report: Report): NameList {
  if (value === '*') return '*';
  return parseList(value, "methods: ['GET', 'PUT']", path, report, diagnoseMethod, normalizeMethod);
}

/** Parses `allowedHeaders`, into lower case. */
export function parseAllowedHeaders(value: unknown, path: string, report: Report): NameList {
  if (value === '*') return '*';
  const example = "allowedHeaders: ['content-type', 'authorization']";
  return parseList(value, example, path, report, diagnoseRequestHeader, lowerCase);
}

/** Parses `exposedHeaders`, into lower case. */
export function parseExposedHeaders(value: unknown, path: string, report: Report): NameList {
  if (value === '*') return '*';
  const example = "exposedHeaders: ['x-total-count']";
  return parseList(value, example, path, report, diagnoseResponseHeader, lowerCase);
}

/** Parses `vary`, into lower case. */
export function parseVary(
  value: unknown,
  path: string,
  report: Report,
): readonly string[] | undefined {
  return parseList(value, "vary: ['host']", path, report, diagnoseName, lowerCase);
}

const lowerCase = (name: string): string => name.toLowerCase();

function parseList(
  value: unknown,
  example: string,
  path: string,
  report: Report,
  diagnose: (name: string) => Diagnosis | undefined,
  normalize: (name: string) => string,
): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    const message = `${show(value)} is no list of names.`;
    report({ code: 'value-type', path, value, message, hint: `Write a list, as in ${example}.` });
    return undefined;
  }
  const names = new Set<string>();
  let isValid = true;
  // Holes in a list become `undefined`, and are reported as such.
  Array.from<unknown>(value).forEach((name, index) => {
    const problem = typeof name === 'string' ? diagnose(name) : notAName(name);
    if (problem) report({ ...problem, path: `${path}[${index}]`, value: name });
    isValid &&= problem === undefined || problem.severity === 'warning';
    if (problem?.code !== 'header-forbidden') names.add(normalize(String(name)));
  });
  return isValid ? Object.freeze([...names]) : undefined;
}

function notAName(value: unknown): Diagnosis {
  return { code: 'value-type', message: `${show(value)} is no name.`, hint: 'Write a string.' };
}

function diagnoseMethod(name: string): Diagnosis | undefined {
  if (name === '*') return wildcardInList("methods: '*'");
  if (!isMethod(name)) {
    const hint = "Write one method an entry, such as 'PUT'.";
    return { code: 'method-invalid', message: `${show(name)} is no method name.`, hint };
  }
  if (isForbiddenMethod(name)) {
    const message = `No page can send ${show(name)}.`;
    return { code: 'method-forbidden', message, hint: 'Remove it.' };
  }
  const normalized = normalizeMethod(name);
  if (normalized === normalized.toUpperCase()) return undefined;
  return {
    code: 'method-case',
    message: `Method names are case-sensitive: ${show(name)} is not '${name.toUpperCase()}', and routes are declared in upper case.`,
    hint: `Write '${name.toUpperCase()}', and let pages send it in upper case too.`,
  };
}

function diagnoseRequestHeader(name: string): Diagnosis | undefined {
  const invalid = diagnoseName(name, "allowedHeaders: '*'");
  if (invalid) return invalid;
  if (isResponseOnlyHeader(name)) {
    const message = `${show(name)} stands in responses only; pages do not send it.`;
    const hint = 'Remove it; what pages may read goes into exposedHeaders.';
    return { code: 'header-response-only', message, hint, ...unlessOfCors(name) };
  }
  if (!isForbiddenRequestHeader(name)) return undefined;
  // Harmless, and in lists that vendors publish: the rest of the list counts.
  const message = `No page can set the request header ${show(name)}: the browser does. It was left out.`;
  const hint = 'Remove it; it needs no permission.';
  return { code: 'header-forbidden', message, hint, severity: 'warning' };
}

function diagnoseResponseHeader(name: string): Diagnosis | undefined {
  const invalid = diagnoseName(name, "exposedHeaders: '*'");
  if (invalid) return invalid;
  if (isForbiddenResponseHeader(name)) {
    const message = `No page can ever read ${show(name)}.`;
    return { code: 'header-forbidden', message, hint: 'Remove it; cookies need credentials only.' };
  }
  if (!isRequestOnlyHeader(name)) return undefined;
  const message = `${show(name)} stands in requests only; exposing it shows nothing, unless the server really sends it.`;
  const hint = 'Remove it; what pages may send goes into allowedHeaders.';
  return { code: 'header-request-only', message, hint, ...unlessOfCors(name) };
}

/**
 * A name of the other direction is harmless, and stands in lists that vendors publish. One of CORS itself is
 * never sent by a page nor read by it: whoever lists it takes the protocol for something else.
 */
function unlessOfCors(name: string): { readonly severity?: 'warning' } {
  return lowerCase(name).startsWith('access-control-') ? {} : { severity: 'warning' };
}

function diagnoseName(name: string, wildcard = 'no asterisk'): Diagnosis | undefined {
  if (name === '*') return wildcardInList(wildcard);
  if (isHeaderName(name)) return undefined;
  const message = `${show(name)} is no header name. One bad name makes a browser refuse the whole list.`;
  const hint = "Write one name an entry, such as 'x-request-id'.";
  return { code: 'header-invalid', message, hint };
}

function wildcardInList(instead: string): Diagnosis {
  const message =
    "'*' inside of a list is not a wildcard together with credentials, and needless without.";
  return { code: 'wildcard-in-list', message, hint: `Write ${instead}, or name them all.` };
}
