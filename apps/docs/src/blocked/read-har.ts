import { isForbiddenRequestHeader } from '@routecors/core';

import { type HarEntry, entriesOf, headerOf } from './har-entry.ts';
import { isPreflight, linkEntries } from './har-links.ts';
import { type Question, emptyQuestion } from './question.ts';

/**
 * The calls of a HAR file, or of one entry of it, as questions: those across origins first. Preflights and
 * what comes after redirects go with the call that they belong to.
 */
export function readHar(text: string): readonly Question[] {
  const entries = entriesOf(text);
  const { preflightOf, redirectsOf } = linkEntries(entries);
  const targets = new Set(entries.flatMap(redirectsOf));
  const questions = entries
    .filter((entry) => !isPreflight(entry) && !targets.has(entry))
    .map((entry) => questionOf(entry, preflightOf(entry), redirectsOf(entry)));
  return [...questions.filter(isAcross), ...questions.filter((each) => !isAcross(each))];
}

function isAcross({ url, origin }: Question): boolean {
  return new URL(url).origin !== origin;
}

function questionOf(
  entry: HarEntry,
  preflight: HarEntry | undefined,
  redirects: readonly HarEntry[],
): Question {
  const { request } = entry;
  return {
    ...emptyQuestion,
    url: request.url,
    origin: originOf(entry),
    method: request.method,
    headers: request.headers
      .filter(({ name }) => !isOfBrowser(name.toLowerCase()))
      .map(({ name, value }) => `${name}: ${value}`)
      .join('\n'),
    credentials: hasCookies(entry) ? 'include' : 'same-origin',
    preflight: preflight === undefined ? '' : headText(preflight),
    response: [entry, ...redirects].map(headText).join('\n\n').trim(),
  };
}

/** The page's. A `GET` within an origin names none, and says in `Referer` where it comes from. */
function originOf({ request }: HarEntry): string {
  const origin = headerOf(request.headers, 'origin');
  if (origin !== undefined) return origin;
  const referrer = headerOf(request.headers, 'referer') ?? '';
  return URL.canParse(referrer) ? new URL(referrer).origin : '';
}

/** Some tools take the cookies out of what they save; then the header is gone, too. */
function hasCookies({ request }: HarEntry): boolean {
  return headerOf(request.headers, 'cookie') !== undefined;
}

/** What browsers add by themselves, or with open tools; no preflight asks for it. */
function isOfBrowser(name: string): boolean {
  return name.startsWith(':') || isForbiddenRequestHeader(name) || addedByBrowsers.has(name);
}

const addedByBrowsers: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'if-modified-since',
  'if-none-match',
  'pragma',
  'priority',
  'upgrade-insecure-requests',
  'user-agent',
]);

/** As `curl -i` prints it; blank where the browser has kept the response to itself, which is status 0. */
function headText({ response }: HarEntry): string {
  const { status, statusText, headers } = response;
  if (status === 0) return '';
  return [
    `HTTP/1.1 ${status} ${statusText}`.trim(),
    ...headers
      .filter(({ name }) => !name.startsWith(':'))
      .flatMap(({ name, value }) => value.split('\n').map((line) => `${name}: ${line}`)),
  ].join('\n');
}
