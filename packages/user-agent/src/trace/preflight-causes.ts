import { getHeader } from '../fetch/header-lines.ts';
import type { Rule } from './root-cause-rule.ts';
import { show } from './show.ts';

/** A preflight's redirect is never followed. (Fetch, "CORS-preflight fetch", step 7) */
const preflightRedirect: Rule = ({ isPreflight, response, url }) => {
  const { status, headers } = response;
  if (!isPreflight || status < 300 || status > 399 || status === 304) return undefined;
  const location = getHeader(headers, 'location');
  const target =
    location !== null && URL.canParse(location, url) ? new URL(location, url).href : undefined;
  const to = target === undefined ? '' : ` to ${show(target)}`;
  return {
    code: 'preflight-redirected',
    message: `The server redirects the preflight (${status}${to}), and no browser follows a preflight's redirect.`,
    fix: {
      general: `Let the page call ${target === undefined ? 'the final URL' : show(target)} itself. The usual reasons are http for https, a trailing slash, and a login page.`,
      routecors:
        'Nothing to set: let the page call the final URL. If the redirect is yours, register routecors before whatever redirects.',
    },
  };
};

const unanswered: Rule = ({ isPreflight, response: { status } }) => {
  if (!isPreflight || ![400, 404, 405, 501].includes(status)) return undefined;
  return {
    code: 'preflight-unanswered',
    message: `Nobody answers OPTIONS at this URL (${status}): the server does no CORS there, or the path is not what the page thinks.`,
    fix: {
      general:
        'Check the path first. Then let a CORS layer answer OPTIONS there, before routing and whatever allows methods.',
      routecors:
        'Register the plugin, or import CorsModule, in the server that answers this path: it answers every preflight of its routes, and there is no OPTIONS route to write. A gateway in front must pass OPTIONS on.',
    },
  };
};

const unauthorizedPreflight: Rule = ({ isPreflight, response: { status } }) => {
  if (!isPreflight || (status !== 401 && status !== 407)) return undefined;
  return {
    code: 'preflight-unauthorized',
    message: `The server wants a login for the preflight (${status}), and a preflight never carries one: no cookies, no Authorization.`,
    fix: {
      general:
        'Let OPTIONS through before authentication: in the application, and in the gateway or proxy in front of it.',
      routecors:
        'routecors answers preflights before authentication. If this answer is not from your application, let the gateway in front pass OPTIONS on.',
    },
  };
};

const refusedPreflight: Rule = ({ isPreflight, isBare, response: { status }, trace }) => {
  if (!isPreflight || (status !== 403 && status !== 429)) return undefined;
  return {
    code: 'preflight-refused',
    message: isBare
      ? `The preflight was refused (${status}): the server does not allow ${trace.origin} here, or something in front of it refuses OPTIONS.`
      : `Something refuses OPTIONS (${status}), and a preflight must succeed: a firewall, a rate limit or an access check that runs for preflights, too.`,
    fix: {
      general: `Ask with an origin that is allowed for sure. If that is refused too, a gateway, firewall or rate limit stops OPTIONS; if not, allow ${trace.origin}.`,
      routecors: `Add '${trace.origin}' to 'origin' of the route's policy; the server's log has a line with the reason. No such line: something in front of the server refused it.`,
    },
  };
};

/** Causes behind a preflight that failed. */
export const preflightCauses: readonly Rule[] = [
  preflightRedirect,
  unanswered,
  unauthorizedPreflight,
  refusedPreflight,
];
