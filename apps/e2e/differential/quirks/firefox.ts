import type { HeaderLines } from '@routecors/user-agent';

import type { Seen } from '../pair.ts';
import {
  type Quirk,
  type Setting,
  elementsOf,
  isPreflight,
  isToken,
  valuesOf,
  withHeader,
} from './quirk.ts';

/** A preflight says who the page is, though a redirect has made its request anonymous. */
export const namesPageInPreflight = ({ origins }: Setting): Quirk => ({
  async exchange(sent, next) {
    if (!isPreflight(sent) || !valuesOf(sent.headers, 'origin').includes('null')) return next(sent);
    const response = await next({
      ...sent,
      headers: withHeader(sent.headers, 'Origin', origins.own),
    });
    const allowed = valuesOf(response.headers, 'access-control-allow-origin');
    // What it compares with is what it sent, and on the page's own origin it compares nothing.
    const isOwn = sent.url.origin === origins.own;
    const [value] = allowed;
    if (!isOwn && (allowed.length !== 1 || value === '*')) return response;
    const isShared = isOwn || value === origins.own;
    const headers = withHeader(
      response.headers,
      'Access-Control-Allow-Origin',
      isShared ? 'null' : 'another',
    );
    if (!isOwn) return { ...response, headers };
    return {
      ...response,
      headers: withHeader(headers, 'Access-Control-Allow-Credentials', 'true'),
    };
  },
});

/** Of several lines of one name, blank ones do not count. */
export const dropsBlankLines = (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    const isLast = (name: string, index: number): boolean =>
      response.headers.every(([other], at) => at <= index || other.toLowerCase() !== name);
    const headers = response.headers.filter(([name, value], index) => {
      const values = valuesOf(response.headers, name.toLowerCase());
      // Where all are blank, one is left.
      return (
        value !== '' || (values.every((each) => each === '') && isLast(name.toLowerCase(), index))
      );
    });
    return { ...response, headers };
  },
});

/** Of `Access-Control-Expose-Headers`, what is no name is left out, and the rest counts. */
export const exposesWhatIsWellFormed = (): Quirk => {
  const name = 'access-control-expose-headers';
  let written: string | undefined;
  return {
    async exchange(sent, next) {
      const response = await next(sent);
      const exposed = elementsOf(response.headers, name);
      written = exposed.every(isToken) ? undefined : valuesOf(response.headers, name).join(', ');
      if (written === undefined) return response;
      const counts = exposed.filter(isToken).join(', ');
      return { ...response, headers: withHeader(response.headers, name, counts) };
    },
    seen(seen): Seen {
      if ('error' in seen || written === undefined) return seen;
      const headers = seen.headers.map(
        ([other, value]) => [other, other === name ? (written ?? value) : value] as const,
      );
      return { ...seen, headers };
    },
  };
};

/** The cache is looked through for names: a `*` in it covers nothing. */
export const forgetsWildcard = (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    if (!isPreflight(sent)) return response;
    const [method = ''] = valuesOf(sent.headers, 'access-control-request-method');
    const asked = elementsOf(sent.headers, 'access-control-request-headers');
    const methods = elementsOf(response.headers, 'access-control-allow-methods');
    const names = elementsOf(response.headers, 'access-control-allow-headers');
    const known = new Set(names.map((name) => name.toLowerCase()));
    const byWildcard =
      (methods.includes('*') && !methods.includes(method)) ||
      (known.has('*') && !asked.every((name) => known.has(name)));
    if (byWildcard) {
      return { ...response, headers: withHeader(response.headers, 'Access-Control-Max-Age', '0') };
    }
    const lines = withoutWildcard('Access-Control-Allow-Methods', response.headers);
    return { ...response, headers: withoutWildcard('Access-Control-Allow-Headers', lines) };
  },
});

function withoutWildcard(name: string, lines: HeaderLines): HeaderLines {
  const items = elementsOf(lines, name.toLowerCase());
  const named = items.filter((item) => item !== '*').join(',');
  return items.includes('*') ? withHeader(lines, name, named) : lines;
}

/** What was granted with credentials and without is kept apart. */
export const keepsCredentialedGrantsApart = (): Quirk => ({
  cache: ({ credentials }) => (credentials === 'include' ? 'with' : 'without'),
});

/** Before this call (from 0) everything is forgotten. */
export const forgetsBefore = (call: number) => (): Quirk => ({
  cache: (_request, index) => (index < call ? 'before' : 'after'),
});

/** For the cache HEAD is a method like any other, to be listed by name. */
export const asksForHeadAgain = (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    const [method] = valuesOf(sent.headers, 'access-control-request-method');
    const isListed = elementsOf(response.headers, 'access-control-allow-methods').includes('HEAD');
    if (method !== 'HEAD' || isListed) return response;
    return { ...response, headers: withHeader(response.headers, 'Access-Control-Max-Age', '0') };
  },
});
