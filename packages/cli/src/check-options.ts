import { parseArgs } from 'node:util';

import { parseOrigin } from '@routecors/core';

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
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Understands a command line, or throws a `UsageError`; `'help'` where that was asked for. */
export function parseCheck(args: readonly string[]): CheckOptions | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [url, ...more] = positionals;
  if (url === undefined) throw new UsageError('Which URL? routecors check URL --from ORIGIN');
  if (more.length > 0) throw new UsageError(`One URL at a time: ${more.join(' ')} is too much.`);
  return {
    url: parseUrl(url),
    from: parseFrom(values.from),
    method: values.method ?? (values.data === undefined ? 'GET' : 'POST'),
    headers: (values.header ?? []).map(parseHeader),
    body: values.data ?? null,
    credentials: values.credentials ?? false,
    cookies: values.cookie ?? [],
    redirect: parseRedirect(values.redirect),
    timeout: parseTimeout(values.timeout),
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value;
  throw new UsageError(
    `${JSON.stringify(value)} is no http: or https: URL. Write it out: https://${value.replace(/^[^/]*:\/\//, '')}`,
  );
}

/** People paste addresses: say which part of one is the origin. */
function parseFrom(value: string | undefined): string {
  if (value === undefined) {
    throw new UsageError('From which page? --from https://app.example');
  }
  if (parseOrigin(value) !== undefined) return value;
  const guess = URL.canParse(value) ? new URL(value).origin : 'null';
  const hint =
    guess === 'null'
      ? 'It is scheme, host and port, as in https://app.example.'
      : `Did you mean ${guess}?`;
  throw new UsageError(`--from ${value} is no origin. ${hint}`);
}

function parseHeader(value: string): readonly [string, string] {
  const colon = value.indexOf(':');
  if (colon < 1)
    throw new UsageError(`-H ${JSON.stringify(value)} is no header. Write 'name: value'.`);
  return [value.slice(0, colon).trim(), value.slice(colon + 1).trim()];
}

function parseRedirect(value = 'follow'): CheckOptions['redirect'] {
  if (value === 'follow' || value === 'error' || value === 'manual') return value;
  throw new UsageError(`--redirect ${value}: it can be follow, error or manual.`);
}

function parseTimeout(value = '30'): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds <= 3_600) return seconds * 1_000;
  throw new UsageError(`--timeout ${value}: seconds, more than 0 and at most 3600.`);
}
