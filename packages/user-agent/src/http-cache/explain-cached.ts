import { type HeaderLines, getHeader } from '../fetch/header-lines.ts';
import type { InternalResponse } from '../fetch/response.ts';
import { fixStoredForAnother, fixStoredForTheSame, fixNotModified } from '../trace/fix.ts';
import type { Verdict } from '../trace/trace.ts';
import { describeStored } from './explain.ts';
import { varyNames } from './vary.ts';

/**
 * The verdict of a CORS check on a response that came out of the HTTP cache: where it failed, it also
 * says that the response was not made for this request, why it was used, and what to do about that.
 * `origin` is the `Origin` that the request carries.
 */
export function explainCached(
  verdict: Verdict,
  { cached }: Pick<InternalResponse, 'cached'>,
  origin: string,
): Verdict {
  if (verdict.ok || cached === null) return verdict;
  const { stored, state, now } = cached;
  const whose = describeStored(stored, now);
  const came = `The response came out of the HTTP cache, ${whose}`;
  if (state === 'validated') {
    const message = `${verdict.message} ${came}, and a 304 confirmed it, whose headers count before those stored.`;
    return { ...verdict, message, fix: fixNotModified(verdict.fix) };
  }
  if (getHeader(stored.request.headers, 'origin') === origin) {
    return {
      ...verdict,
      message: `${verdict.message} ${came}.`,
      fix: fixStoredForTheSame(verdict.fix),
    };
  }
  const why = `it has ${varyOf(stored.headers)}, so it is used for any origin`;
  return { ...verdict, message: `${verdict.message} ${came}: ${why}.`, fix: fixStoredForAnother };
}

function varyOf(headers: HeaderLines): string {
  const names = varyNames(headers);
  return names.length === 0 ? 'no Vary' : 'no Origin in its Vary';
}
