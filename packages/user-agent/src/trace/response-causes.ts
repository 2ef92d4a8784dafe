import { isLoopback } from '@routecors/core';

import { getHeader, headerValues } from '../fetch/header-lines.ts';
import type { Rule } from './root-cause-rule.ts';
import { show } from './show.ts';

const failedServer: Rule = ({ isBare, response: { status } }) => {
  if (!isBare || status < 500) return undefined;
  const isGateway = status === 502 || status === 503 || status === 504;
  return {
    code: isGateway ? 'gateway-failed' : 'server-failed',
    message: isGateway
      ? `The application did not answer: a gateway or proxy in front of it says ${status}, and knows nothing of CORS.`
      : `The server failed (${status}). Its error has no CORS headers, so the browser calls it a CORS error and hides the real one.`,
    fix: {
      general: isGateway
        ? 'See why the application is down or slow. CORS is not the fault here.'
        : "Read the server's log first. Then let CORS headers be on errors as well, so that pages see them.",
      routecors: isGateway
        ? 'Nothing to set: the answer is not from your application.'
        : 'routecors puts its headers on errors, too: this answer did not pass it. Look for what answered in its place.',
    },
  };
};

const unauthorized: Rule = ({ isPreflight, isBare, response: { status } }) => {
  if (isPreflight || !isBare || (status !== 401 && status !== 403)) return undefined;
  return {
    code: 'unauthorized',
    message: `The request was refused (${status}), and that answer has no CORS headers: the browser calls it a CORS error and hides the status from the page.`,
    fix: {
      general:
        'See first whether the request carries its login (cookies need credentials: include). Then let 401 and 403 have CORS headers, too: set them before authentication, in the gateway as well.',
      routecors:
        'routecors has its headers on 401 and 403. If they lack them, a gateway answered, or the origin is not in the policy of this route.',
    },
  };
};

const notFound: Rule = ({ isPreflight, isBare, response: { status } }) => {
  if (isPreflight || !isBare || (status !== 404 && status !== 405)) return undefined;
  return {
    code: 'not-found',
    message: `Nothing is there (${status}), and that answer has no CORS headers.`,
    fix: {
      general: 'Check path and method first. Then let errors have CORS headers, too.',
      routecors:
        "routecors has its headers on 404s below a registration. Check the path, and that a registration covers it (app.corsRoutes(), CorsInspector's routes()).",
    },
  };
};

const rateLimited: Rule = ({ isPreflight, isBare, response: { status } }) => {
  if (isPreflight || !isBare || status !== 429) return undefined;
  return {
    code: 'rate-limited',
    message:
      'The request was refused by a rate limit (429), and that answer has no CORS headers: the page cannot see why.',
    fix: {
      general: 'Send fewer requests. Then let 429 have CORS headers, and expose Retry-After.',
      routecors:
        "routecors has its headers on 429 of its own server. A gateway's needs them there; exposedHeaders: ['retry-after'].",
    },
  };
};

/** The page called one server and the answer is another's. (Fetch, "HTTP-redirect fetch") */
const redirectedElsewhere: Rule = ({ isPreflight, url, trace }) => {
  if (isPreflight || new URL(url).origin === new URL(trace.url).origin) return undefined;
  return {
    code: 'redirected-elsewhere',
    message: `The call was redirected from ${show(new URL(trace.url).origin)} to another origin, ${show(new URL(url).origin)}, and that one does not let the page read. Often it is a login page.`,
    fix: {
      general: `If it is a login: answer 401 to fetch in place of a redirect, or navigate there (location.href) instead of fetching. If it is the API: let the page call ${show(url)} itself.`,
      routecors:
        'Nothing to set on the redirecting server. The origin that is redirected to needs a policy of its own.',
    },
  };
};

const ofAnother: Rule = ({ failed, response: { headers }, trace }) => {
  const [allowed = '', ...more] = headerValues(headers, 'access-control-allow-origin');
  const isOther =
    failed.code === 'allow-origin-mismatch' &&
    more.length === 0 &&
    allowed !== trace.origin &&
    isPlainOrigin(allowed) &&
    !isTwin(allowed, trace.origin);
  const varies = (getHeader(headers, 'vary') ?? '').toLowerCase().split(/[\s,]+/);
  if (!isOther || !varies.includes('origin')) return undefined;
  return {
    code: 'answer-of-another-origin',
    message: `This is the answer to another page: it allows ${show(allowed)} and says "Vary: Origin", so the server answers each origin by itself. A cache in between that ignores Vary handed it on, or only that one origin is configured.`,
    fix: {
      general: `Ask with --from ${allowed} and a third origin. If all get ${show(allowed)}, configure ${trace.origin} as well; if not, let the cache (CDN, proxy, service worker) keep one answer for each Origin, or none.`,
      routecors: `If the answer is your server's: origin: ['${allowed}', '${trace.origin}']. If it is a cache's: make Origin part of the cache's key.`,
    },
  };
};

function isPlainOrigin(value: string): boolean {
  return !value.includes('*') && URL.canParse(value) && new URL(value).origin === value;
}

/** The same machine: a slip of scheme, port or name, which the failing step itself explains. */
function isTwin(a: string, b: string): boolean {
  if (!URL.canParse(b)) return false;
  const [one, other] = [new URL(a).hostname, new URL(b).hostname];
  return one === other || (isLoopback(one) && isLoopback(other));
}

/** Causes behind a response that a page may not read; a server that failed fails preflights as well. */
export const responseCauses: readonly Rule[] = [
  redirectedElsewhere,
  failedServer,
  unauthorized,
  notFound,
  rateLimited,
  ofAnother,
];
