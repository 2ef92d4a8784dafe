import { isHeaderName, isLoopback, parseOrigin } from '@routecors/core';
import type { BrowserOption } from '@routecors/user-agent';

import { parseCommandLine } from './parse-command-line.ts';
import { UsageError } from './usage-error.ts';

/** A command line of `check`, understood. */
export interface CheckOptions {
  readonly url: string;
  readonly from: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  readonly credentials: boolean;
  readonly cookies: readonly string[];
  readonly redirect: 'error' | 'follow' | 'manual';
  /** Milliseconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** Whose rules hold; `'all'` for each engine in turn. */
  readonly browser: BrowserOption | 'all';
  /** Whether a request that might change something is sent at all. */
  readonly send: boolean;
}

const options = {
  from: { type: 'string' },
  method: { type: 'string', short: 'X' },
  header: { type: 'string', short: 'H', multiple: true },
  data: { type: 'string', short: 'd' },
  credentials: { type: 'boolean' },
  cookie: { type: 'string', multiple: true },
  redirect: { type: 'string' },
  timeout: { type: 'string' },
  browser: { type: 'string' },
  json: { type: 'boolean' },
  send: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Understands a command line, or throws a `UsageError`; `'help'` where that was asked for. */
export function parseCheck(args: readonly string[]): CheckOptions | 'help' {
  const { values, positionals } = parseCommandLine(args, options);
  if (values.help === true) return 'help';
  const [url, ...more] = positionals;
  if (url === undefined) throw new UsageError('Which URL? routecors check URL --from ORIGIN');
  if (more.length > 0) throw new UsageError(`One URL at a time: ${more.join(' ')} is too much.`);
  const method = values.method ?? (values.data === undefined ? 'GET' : 'POST');
  if (values.data !== undefined && /^(?:get|head)$/i.test(method)) {
    throw new UsageError(
      `A ${method} has no body: leave out -d, or choose another method with -X.`,
    );
  }
  const browser = parseBrowser(values.browser);
  if (browser === 'all' && values.send === true) {
    throw new UsageError(
      '--send with --browser all would send the request three times. Name one browser.',
    );
  }
  return {
    url: parseUrl(url),
    from: parseFrom(values.from),
    method,
    headers: (values.header ?? []).map(parseHeader),
    body: values.data ?? null,
    credentials: values.credentials ?? false,
    cookies: (values.cookie ?? []).map(parseCookie),
    redirect: parseRedirect(values.redirect),
    timeout: parseTimeout(values.timeout),
    json: values.json ?? false,
    browser,
    send: values.send ?? false,
  };
}

function parseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') {
    if (url.username === '' && url.password === '') return value;
    throw new UsageError(
      "The URL holds a user name or a password, which fetch() refuses. A page sends them as -H 'authorization: Basic …'.",
    );
  }
  if (/^https?:/i.test(value)) throw new UsageError(`${JSON.stringify(value)} is no URL.`);
  const rest = value.replace(/^[^/]*:\/\//, '');
  const host = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`).hostname : '';
  const scheme = isLoopback(host) ? 'http' : 'https';
  throw new UsageError(
    `${JSON.stringify(value)} is no http: or https: URL. Write it out: ${scheme}://${rest}`,
  );
}

/** People paste addresses: say which part of one is the origin. */
function parseFrom(value: string | undefined): string {
  if (value === undefined) {
    throw new UsageError('From which page? --from https://app.example');
  }
  if (parseOrigin(value) !== undefined) return value;
  throw new UsageError(`--from ${JSON.stringify(value)} is no origin. ${fixFrom(value)}`);
}

function fixFrom(value: string): string {
  if (value === '*')
    return '* is what a server answers; a page has one origin: https://app.example.';
  if (value.startsWith('file:'))
    return 'To a browser a page of file: has the origin null: --from null.';
  const guess = URL.canParse(value) ? new URL(value).origin : 'null';
  if (guess !== 'null') return `Did you mean ${guess}?`;
  if (value.toLowerCase() === 'null') return 'The opaque origin is null, in lower case.';
  return 'It is scheme, host and port, as in https://app.example.';
}

function parseHeader(value: string): readonly [string, string] {
  const where = `-H ${JSON.stringify(value)}`;
  const colon = value.indexOf(':');
  if (colon < 1) throw new UsageError(`${where} is no header. Write 'name: value'.`);
  const name = value.slice(0, colon).trim();
  const content = value.slice(colon + 1).trim();
  if (!isHeaderName(name)) {
    throw new UsageError(`${where}: ${JSON.stringify(name)} is no name of a header.`);
  }
  // A page's Headers object would throw a TypeError. (Fetch, "header value")
  const odd = Array.from(content).find((char) => char > '\u00ff' || '\0\r\n'.includes(char));
  if (odd === undefined) return [name, content];
  throw new UsageError(
    `${where}: a value cannot hold ${JSON.stringify(odd)}, only Latin-1 on one line. Encode it, as with encodeURIComponent.`,
  );
}

/** What browsers refuse to store is refused here, where it would be missed without a word. (RFC 6265bis, section 5.7) */
function parseCookie(value: string): string {
  const where = `--cookie ${JSON.stringify(value)}`;
  if (!/^[^=;]+=/.test(value)) throw new UsageError(`${where} is no cookie. Write 'name=value'.`);
  const attributes = value.split(';').map((each) => each.trim().toLowerCase());
  if (attributes.includes('samesite=none') && !attributes.includes('secure')) {
    throw new UsageError(`${where}: browsers refuse SameSite=None without Secure. Add '; Secure'.`);
  }
  return value;
}

function parseRedirect(value = 'follow'): CheckOptions['redirect'] {
  if (value === 'follow' || value === 'error' || value === 'manual') return value;
  throw new UsageError(`--redirect ${value}: it can be follow, error or manual.`);
}

function parseBrowser(value = 'standard'): CheckOptions['browser'] {
  const known = ['standard', 'chromium', 'firefox', 'webkit', 'all'] as const;
  const found = known.find((each) => each === value.toLowerCase());
  if (found !== undefined) return found;
  const hints: Readonly<Record<string, string>> = {
    safari: 'Safari is webkit.',
    chrome: 'Chrome is chromium.',
    edge: 'Edge is chromium.',
  };
  const hint = hints[value.toLowerCase()] ?? '';
  throw new UsageError(`--browser ${value}: it can be ${known.join(', ')}. ${hint}`.trimEnd());
}

function parseTimeout(value = '30'): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds <= 3_600) return seconds * 1_000;
  throw new UsageError(`--timeout ${value}: seconds, more than 0 and at most 3600.`);
}
