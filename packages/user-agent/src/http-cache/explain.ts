import { getHeader } from '../fetch/header-lines.ts';
import type { HeaderLines } from '../fetch/header-lines.ts';
import type { CacheMode } from '../fetch/request.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { Verdict } from '../trace/trace.ts';
import type { Selection } from './select-response.ts';
import type { StoredResponse } from './stored-response.ts';

/** What the `http-cache` steps of a trace say. */

const clause = (step: string): string => `Fetch, "HTTP-network-or-cache fetch", step ${step}`;

/** Whom a stored response was for, and how long ago: `stored 12 s ago by a request without Origin, mode no-cors`. */
export function describeStored({ request, responseTime }: StoredResponse, now: number): string {
  const origin = getHeader(request.headers, 'origin');
  const whose = origin === null ? 'without Origin' : `with Origin ${show(origin)}`;
  const seconds = Math.max(0, Math.floor((now - responseTime) / 1_000));
  return `stored ${seconds} s ago by a request ${whose}, mode ${request.mode}`;
}

export function explainSelection(
  selection: Exclude<Selection, { kind: 'none' }>,
  mode: CacheMode,
  now: number,
): Verdict {
  const whose = describeStored(selection.stored, now);
  if (selection.kind === 'use') {
    const stale = selection.isStale ? ` It is stale, which cache: '${mode}' accepts.` : '';
    return passed(
      clause('8.25'),
      `Answered from the HTTP cache: ${whose}. Nothing was sent.${stale}`,
    );
  }
  const { because, validators, varying } = selection;
  const why = {
    stale: `The stored response is stale (${whose})`,
    asked: `The page asks not to use the stored response unseen (${whose})`,
    vary: `The stored response is for another request (${whose}; Vary: ${varying.join(', ')})`,
  }[because];
  const asked = validators.map(([name, value]) => `${name}: ${show(value).slice(1, -1)}`);
  const how =
    asked.length === 0
      ? 'there is no validator to ask with, so it is asked for in full'
      : `asked again with ${asked.join(' and ')}`;
  return passed(clause('8.25'), `${why}: ${how}.`);
}

/** What a 304 did to the stored response, in terms of CORS. */
export function explainNotModified(headers: HeaderLines): Verdict {
  const lower = [...new Set(headers.map(([name]) => name.toLowerCase()))];
  const names = lower
    .filter((name) => name.startsWith('access-control-'))
    .map((name) => name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()));
  const what =
    names.length === 0
      ? '. The 304 has no CORS headers, so those that were stored count.'
      : `, with ${names.join(', ')} of the 304.`;
  return passed(clause('10.4'), `304: the stored response is used${what}`);
}

/** (RFC 9111, section 4.4) */
export function explainInvalidation(method: string, urls: readonly string[]): Verdict {
  return passed(
    clause('10.3'),
    `${method} went through: what was stored for ${urls.map(show).join(' and ')} is forgotten.`,
  );
}
