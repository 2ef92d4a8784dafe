import type { HeaderLines, TransportRequest, TransportResponse } from '@routecors/user-agent';

import type { PageRequest, Seen } from '../pair.ts';
import { type Ask, covers, grants as isGranted } from './grant.ts';
import type { Call, Quirk } from './quirk.ts';
import { elementsOf, isPreflight, isToken, valuesOf } from './quirk.ts';

/**
 * `*` in `Access-Control-Allow-Headers` covers `Authorization`, as it covers the rest: without
 * credentials, and in an answer only, not in the preflight cache. So calls with `Authorization` have
 * an agent of their own, and what their preflights granted is told the other one.
 */
export const wildcardCoversAuthorization =
  (isFound: (headers: HeaderLines, ask: Ask) => boolean) => (): Quirk => {
    const kept: { url: string; origin: string; response: TransportResponse }[] = [];
    return {
      cache: (request, call) => (sendsAuthorization(request) ? `authorized ${call}` : ''),
      async exchange(sent, next, call) {
        if (!isPreflight(sent)) return next(sent);
        const ask = askOf(sent, call);
        const known = kept.findLast(
          ({ url, origin, response }) =>
            // Granted without credentials, so for calls without.
            !ask.credentials &&
            url === sent.url.href &&
            origin === ask.origin &&
            isFound(response.headers, ask),
        );
        if (known !== undefined && !sendsAuthorization(call.request)) return known.response;
        const response = await next(sent);
        const allowed = elementsOf(response.headers, 'access-control-allow-headers');
        const applies =
          !ask.credentials &&
          ask.names.includes('authorization') &&
          allowed.includes('*') &&
          allowed.every(isToken);
        if (!applies) return response;
        if (isKept(response))
          kept.push({
            url: sent.url.href,
            origin: ask.origin,
            response: { ...response, body: null },
          });
        return {
          ...response,
          headers: [...response.headers, ['Access-Control-Allow-Headers', 'authorization']],
        };
      },
    };
  };

function sendsAuthorization({ headers }: PageRequest): boolean {
  return headers.some(([name]) => name === 'Authorization');
}

/** Whether `Access-Control-Max-Age` leaves a grant in the cache at all. */
function isKept({ headers }: TransportResponse): boolean {
  const maxAge = valuesOf(headers, 'access-control-max-age').join(', ');
  return !/^(?:0+|-[0-9]+)$/.test(maxAge);
}

/** A grant is not remembered where `Access-Control-Max-Age` is one of these. */
export const forgetsGrant = (isForgotten: (maxAge: string) => boolean) => (): Quirk => ({
  async exchange(sent, next) {
    const response = await next(sent);
    if (!isPreflight(sent)) return response;
    const [maxAge, ...more] = valuesOf(response.headers, 'access-control-max-age');
    if (maxAge === undefined || !isForgotten([maxAge, ...more].join(', '))) return response;
    const rest = response.headers.filter(
      ([name]) => name.toLowerCase() !== 'access-control-max-age',
    );
    return { ...response, headers: [...rest, ['Access-Control-Max-Age', '0']] };
  },
});

/** What a preflight of the agent asks for. */
function askOf(sent: TransportRequest, { request }: Pick<Call, 'request'>): Ask {
  return {
    origin: valuesOf(sent.headers, 'origin').join(', '),
    method: valuesOf(sent.headers, 'access-control-request-method').join(', '),
    names: elementsOf(sent.headers, 'access-control-request-headers'),
    credentials: request.credentials === 'include',
  };
}

/** A request that fails after its preflight leaves the preflight cache as it is: what the agent then forgets is still known. */
export const keepsGrantOfFailedRequest = (): Quirk =>
  replaysGrants(Number.POSITIVE_INFINITY, false);

/** A URL has one grant, the last. No call finds more in the cache, so each is given an agent with an empty one. */
export const keepsLastGrant = (): Quirk => ({
  ...replaysGrants(1, true),
  cache: (_request, call) => `call ${call}`,
});

interface Grant {
  readonly url: string;
  readonly ask: Ask;
  readonly response: TransportResponse;
  /** Whether what the agent knows of it is lost: its call failed. */
  isLost: boolean;
}

/** A preflight cache of its own, which answers what the agent asks again from the last grants of the URL. */
function replaysGrants(most: number, always: boolean): Quirk {
  let grants: Grant[] = [];
  let current: Grant[] = [];
  return {
    async exchange(sent, next, call) {
      if (call.sent.length === 0) current = [];
      if (!isPreflight(sent)) return next(sent);
      const ask = askOf(sent, call);
      const isOfUrl = (each: Grant): boolean =>
        each.url === sent.url.href && each.ask.origin === ask.origin;
      const known = grants.findLast(
        (each) =>
          isOfUrl(each) &&
          (always || each.isLost) &&
          (each.ask.credentials || !ask.credentials) &&
          // What was granted with credentials knows no wildcard, whoever asks.
          covers(each.response.headers, {
            ...ask,
            credentials: ask.credentials || each.ask.credentials,
          }) &&
          (!ask.names.includes('authorization') || listsAuthorization(each.response)),
      );
      if (known !== undefined) return known.response;
      const response = await next(sent);
      if (isKept(response) && isGranted(response, ask)) {
        const grant: Grant = {
          url: sent.url.href,
          ask,
          response: { ...response, body: null },
          isLost: false,
        };
        const others = grants.filter((each) => !isOfUrl(each));
        grants = [...others, ...[...grants.filter(isOfUrl), grant].slice(-most)];
        current.push(grant);
      }
      return response;
    },
    seen(seen): Seen {
      if ('error' in seen) for (const grant of current) grant.isLost = true;
      return seen;
    },
  };
}

function listsAuthorization({ headers }: TransportResponse): boolean {
  return elementsOf(headers, 'access-control-allow-headers').some(
    (name) => name.toLowerCase() === 'authorization',
  );
}
