import type { TransportRequest } from '@routecors/user-agent';

import type { PageRequest, Seen } from '../pair.ts';
import {
  type Quirk,
  type Setting,
  isPreflight,
  isRedirect,
  networkError,
  valuesOf,
  withHeader,
} from './quirk.ts';

/** Redirects across sites do not count for `SameSite`: what the last URL's site has is sent. */
export const forgetsCrossSiteRedirects = ({ origins }: Setting): Quirk => ({
  exchange(sent, next, { request }) {
    const sameSite = new URL(origins.own).hostname === sent.url.hostname;
    const wanted =
      sameSite &&
      request.credentials === 'include' &&
      !isPreflight(sent) &&
      valuesOf(sent.headers, 'cookie').length === 0;
    if (!wanted) return next(sent);
    return next({ ...sent, headers: [...sent.headers, ['Cookie', 'lax=1; strict=1']] });
  },
});

/** The network stack parses every `Location`, whoever wants to read it. */
export const parsesEveryLocation = (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    const [location] = valuesOf(response.headers, 'location');
    if (location === undefined || !isRedirect(response.status)) return response;
    if (URL.canParse(location, sent.url)) return response;
    return networkError(response, 'invalid redirect');
  },
});

/** A URL with user name or password is no target of a redirect. */
export const refusesUserInfo = (): Quirk => ({
  async exchange(sent, next, { request }) {
    const response = await next(sent);
    const [location = ''] = valuesOf(response.headers, 'location');
    if (!isRedirect(response.status) || !URL.canParse(location, sent.url)) return response;
    if (request.redirect !== 'follow' || new URL(location, sent.url).username === '')
      return response;
    return networkError(response, 'redirect with credentials');
  },
});

/** Stands for `Location` where the agent is to see none, and a page all the same. */
const unread = 'x-unread-location';

/**
 * A redirect status without a `Location`, or with a blank one, is a response like any other; but for
 * `redirect: 'manual'` a blank one is one.
 */
export const ignoresBlankLocation = ({ pair }: Setting): Quirk => ({
  request(request): PageRequest {
    const [first] = pair.hops;
    // Only the first answer can meet a mode other than 'follow'.
    if (first === undefined) return request;
    const locations = valuesOf(first.actual.lines, 'location');
    const isMissing = locations.length === 0;
    const meets =
      isRedirect(first.actual.status) &&
      (isMissing || (request.redirect !== 'manual' && locations.every((value) => value === '')));
    const isRefusedBefore = request.mode === 'no-cors' && first.place !== 'own';
    return meets && !isRefusedBefore ? { ...request, redirect: 'follow' } : request;
  },
  async exchange(sent, next) {
    const response = await next(sent);
    const locations = valuesOf(response.headers, 'location');
    if (!isRedirect(response.status) || locations.some((value) => value !== '')) return response;
    const headers = response.headers.map(
      ([name, value]) => [name.toLowerCase() === 'location' ? unread : name, value] as const,
    );
    return { ...response, headers };
  },
  seen(seen): Seen {
    if ('error' in seen) return seen;
    const headers = seen.headers.map(
      ([name, value]) => [name === unread ? 'location' : name, value] as const,
    );
    return { ...seen, headers };
  },
});

/**
 * The `Origin` of a redirected request of another mode than `cors`: `null` as soon as one redirect leaves the
 * origin that it came from, and blind to the referrer policies of responses.
 */
export const keepsOriginWithoutCors = ({ origins }: Setting): Quirk => ({
  exchange(sent, next, { request, sent: before }) {
    if (request.mode === 'cors' || valuesOf(sent.headers, 'origin').length === 0) return next(sent);
    const urls: readonly TransportRequest[] = [...before, sent];
    const crossed = urls.some(
      ({ url }, index) => index > 0 && url.origin !== urls[index - 1]?.url.origin,
    );
    const origin = crossed ? 'null' : origins.own;
    return next({ ...sent, headers: withHeader(sent.headers, 'Origin', origin) });
  },
});

/** The origin that a redirect makes opaque is a new one each time: nothing granted to it is found again. */
export const forgetsGrantsToNull = (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    if (!isPreflight(sent) || !valuesOf(sent.headers, 'origin').includes('null')) return response;
    return { ...response, headers: withHeader(response.headers, 'Access-Control-Max-Age', '0') };
  },
});
