import {
  type HeaderLines,
  type Transport,
  type TransportRequest,
  type TransportResponse,
  createUserAgent,
} from '@routecors/user-agent';

import type { PageRequest } from '../pair.ts';
import { type Ask, answerFromCache, covers, coversByName, grants } from './grant.ts';
import {
  type Call,
  type Quirk,
  type Setting,
  isPreflight,
  networkError,
  valuesOf,
  withHeader,
} from './quirk.ts';

/**
 * Every redirect starts from the first request again: with all of its headers but those that this one
 * redirect drops, and with a preflight if the first request needed one, whatever is left of that.
 */
export const startsRedirectsAnew = (setting: Setting): Quirk => {
  const remembered: { cache: string; url: string; headers: HeaderLines }[] = [];
  let status = 0;
  const observe: (next: Transport) => Transport = (next) => async (sent) => {
    const response = await next(sent);
    if (!isPreflight(sent)) ({ status } = response);
    return response;
  };
  return {
    async exchange(sent, network, call) {
      const next = observe(network);
      const unsafe = await unsafeNames(call.request);
      const step = stepOf(sent, call, unsafe, status, setting);
      if (step === undefined) return next(sent);
      const askFor = async (preflight: TransportRequest): Promise<TransportResponse> => {
        const response = await ask(preflight, step, next);
        const maxAge = valuesOf(response.headers, 'access-control-max-age').join(', ');
        // A grant of the page's own origin is not remembered.
        const isOwn = sent.url.origin === setting.origins.own;
        if (!isOwn && /^0*[1-9][0-9]*$|^$/.test(maxAge))
          remembered.push({ cache: call.cache, url: sent.url.href, headers: response.headers });
        return response;
      };
      const isRemembered = remembered.some(
        ({ cache, url, headers }) =>
          cache === call.cache && url === sent.url.href && coversByName(headers, step.ask),
      );
      // The agent knows nothing of what was asked beside it.
      if (isPreflight(sent)) return isRemembered ? answerFromCache(sent) : askFor(sent);
      const headers = withDropped(sent.headers, step);
      const { last } = step;
      const isAsked = last !== undefined && isPreflight(last) && last.url.href === sent.url.href;
      if (step.needsPreflight && !isAsked && !step.agentNeedsPreflight && !isRemembered) {
        await askFor(preflightFor(sent, setting));
      }
      return next({ ...sent, headers });
    },
  };
};

interface Step {
  readonly ask: Ask;
  readonly first: TransportRequest;
  readonly last: TransportRequest | undefined;
  readonly needsPreflight: boolean;
  readonly agentNeedsPreflight: boolean;
  readonly keepsBodyHeaders: boolean;
  readonly keepsAuthorization: boolean;
}

const bodyHeaders = ['content-type', 'content-language', 'content-encoding', 'content-location'];

/** What is known of the redirect that led to this request; `undefined` before the first. */
function stepOf(
  sent: TransportRequest,
  { sent: before, request }: Call,
  unsafe: readonly string[],
  status: number,
  { origins }: Setting,
): Step | undefined {
  const actual = before.filter((each) => !isPreflight(each));
  const previous = actual.at(-1);
  const [first] = actual;
  if (previous === undefined || first === undefined) return undefined;
  const method = valuesOf(sent.headers, 'access-control-request-method')[0] ?? sent.method;
  // The headers are those of the first method, the names that are asked for those of the last.
  const keepsBodyHeaders = !rewrites(status, first.method);
  const keepsBodyNames = previous.method === method;
  const keepsAuthorization = previous.url.origin === sent.url.origin;
  const names = unsafe.filter(
    (name) =>
      (keepsBodyNames || !bodyHeaders.includes(name)) &&
      (keepsAuthorization || name !== 'authorization'),
  );
  const chain = [...actual, sent];
  const isCorsAt = (index: number): boolean =>
    request.mode === 'cors' &&
    chain.slice(0, index + 1).some(({ url }) => url.origin !== origins.own);
  const isCors = isCorsAt(chain.length);
  const neededOne = actual.some((each, index) => isCorsAt(index) && !isSafe(each.method));
  const crossed = chain.some(({ url }) => url.origin !== first.url.origin);
  const left = unsafe.filter(
    (name) =>
      (first.method === method || !bodyHeaders.includes(name)) &&
      (!crossed || name !== 'authorization'),
  );
  return {
    ask: { origin: origins.own, method, names, credentials: request.credentials === 'include' },
    first,
    last: before.at(-1),
    needsPreflight: isCors && (neededOne || unsafe.length > 0),
    agentNeedsPreflight: !isSafe(method) || left.length > 0,
    keepsBodyHeaders,
    keepsAuthorization,
  };
}

const isSafe = (method: string): boolean => ['GET', 'HEAD', 'POST'].includes(method);

/** Whether a redirect makes a GET of the method. (Fetch, "HTTP-redirect fetch", step 11) */
function rewrites(status: number, method: string): boolean {
  return (
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'HEAD')
  );
}

/** Sends a preflight with what this browser asks for, and checks what the agent would not. */
async function ask(sent: TransportRequest, step: Step, next: Transport) {
  const names = step.ask.names.join(',');
  const response = await next({
    ...sent,
    headers: withHeader(
      sent.headers,
      'Access-Control-Request-Headers',
      names === '' ? undefined : names,
    ),
  });
  const [origin] = valuesOf(sent.headers, 'origin');
  const isSameOrigin = sent.url.origin === step.ask.origin;
  // On the page's own origin the grant counts, and nobody looks for the origin.
  const isGranted = isSameOrigin
    ? response.status >= 200 && response.status <= 299 && covers(response.headers, step.ask)
    : grants(response, { ...step.ask, origin: origin ?? '' });
  return isGranted ? response : networkError(response, 'not granted');
}

function preflightFor(sent: TransportRequest, { origins }: Setting): TransportRequest {
  const referer = valuesOf(sent.headers, 'referer')[0];
  const headers: HeaderLines = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', sent.method],
    ['Origin', origins.own],
  ];
  return {
    ...sent,
    method: 'OPTIONS',
    body: null,
    headers: withHeader(headers, 'Referer', referer),
  };
}

/** With what the first request had, unless this very redirect drops it. */
function withDropped(headers: HeaderLines, step: Step): HeaderLines {
  const [type] = valuesOf(step.first.headers, 'content-type');
  const [authorization] = valuesOf(step.first.headers, 'authorization');
  let lines = headers;
  if (step.keepsBodyHeaders && type !== undefined) lines = withHeader(lines, 'Content-Type', type);
  if (step.keepsAuthorization && authorization !== undefined)
    lines = withHeader(lines, 'Authorization', authorization);
  return lines;
}

/** The names that the page's own call needs a preflight for: asked of an agent that gets nowhere. */
async function unsafeNames({ method, headers, body }: PageRequest): Promise<string[]> {
  let names: string[] = [];
  const agent = createUserAgent({
    origin: 'http://page.invalid',
    transport: async (sent) => {
      const [asked = ''] = valuesOf(sent.headers, 'access-control-request-headers');
      names = asked === '' ? [] : asked.split(',');
      throw new TypeError('that was all');
    },
  });
  await agent.attempt('http://server.invalid/', {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(body === null ? {} : { body }),
  });
  return names;
}
