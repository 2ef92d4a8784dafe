import { type Report, show } from './issue.ts';

export function parseBoolean(value: unknown, path: string, report: Report): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const message = `${show(value)} is neither true nor false.`;
  report({
    code: 'value-type',
    path,
    value,
    message,
    hint: 'Write true or false, without quotes.',
  });
  return undefined;
}

export function parseEnforce(
  value: unknown,
  path: string,
  report: Report,
): boolean | 'all' | undefined {
  if (typeof value === 'boolean' || value === 'all') return value;
  report({
    code: 'value-type',
    path,
    value,
    message: `${show(value)} is none of true, 'all' and false.`,
    hint: "Write true to refuse what other sites' pages send, 'all' to refuse their reads too, or false.",
  });
  return undefined;
}

/** Firefox caps at 86,400 seconds, the others lower; what is longer is a mistake of units. (Fetch, "`Access-Control-Max-Age`") */
export function parseMaxAge(value: unknown, path: string, report: Report): number | undefined {
  if (isWithin(value, 0, 86_400)) return value;
  report({
    code: 'max-age-range',
    path,
    value,
    message: `${show(value)} is no whole number of seconds from 0 to 86400${asText(value)}.`,
    hint: 'Write seconds, such as 600; browsers keep a preflight no longer than 7200 (Chromium) or 86400 (Firefox).',
  });
  return undefined;
}

/** A preflight succeeds with an ok status only. (Fetch, "CORS-preflight fetch", step 7) */
export function parseStatus(value: unknown, path: string, report: Report): number | undefined {
  if (isWithin(value, 200, 299)) return value;
  report({
    code: 'status-range',
    path,
    value,
    message: `${show(value)} is no status from 200 to 299${asText(value)}, so browsers would fail every preflight.`,
    hint: 'Write 204, or 200 for clients that dislike it.',
  });
  return undefined;
}

export function parseCacheControl(
  value: unknown,
  path: string,
  report: Report,
): string | undefined {
  if (isWithin(value, 0, 2_147_483_648)) return `max-age=${value}`;
  const isText = typeof value === 'string' && /^[!-~]+(?: [!-~]+)*$/.test(value);
  // Digits alone are seconds out of an environment variable.
  if (isText && !/^\d+$/.test(value)) return value;
  report({
    code: 'cache-control-invalid',
    path,
    value,
    message: `${show(value)} is neither whole seconds nor the value of a Cache-Control header.`,
    hint: "Write seconds as a number, such as 300, or a value such as 'public, max-age=300'.",
  });
  return undefined;
}

/** Digits in quotes, as environment variables are. */
const asText = (value: unknown): string =>
  typeof value === 'string' && /^\d+$/.test(value)
    ? ': it is a string, and has to be a number'
    : '';

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
