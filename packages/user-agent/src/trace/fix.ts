import type { Fix } from './trace.ts';

/** What to change on the server, per kind of failure. Header names are spelled as RFC-style prose does. */

/** @param isRedirected whether a redirect across origins made the request anonymous */
export function fixOrigin(origin: string, isRedirected: boolean): Fix {
  if (isRedirected) {
    return {
      routecors:
        'Nothing to allow: let the page call the final URL itself, or let the server redirect within its own origin.',
      general:
        'A redirect across origins made the request anonymous (Origin: null). Let the page call the final URL directly.',
    };
  }
  if (origin === 'null') {
    return {
      routecors:
        'Serve the page from a server, or let its frame keep its origin (sandbox="allow-same-origin"). Only `dangerouslyAllowNull: true`, or `origin: \'*\'` without credentials, serves `null`.',
      general:
        'The page has the origin `null`: it is in a sandboxed frame, or a local file. Serve it from a server, or let the frame keep its origin.',
    };
  }
  return {
    routecors: `Add the origin to the route's policy: origin: ['${origin}'].`,
    general: `Answer with "Access-Control-Allow-Origin: ${origin}" and "Vary: Origin", on errors too.`,
  };
}

export function fixDoubledOrigin(origin: string): Fix {
  return {
    routecors:
      'Let routecors be the only one to set CORS headers: remove the other plugin, middleware or proxy rule.',
    general: `Send "Access-Control-Allow-Origin: ${origin}" once. Two layers (application and proxy, say) each add one, or a list was configured: the header takes a single origin.`,
  };
}

export function fixWildcardOrigin(origin: string): Fix {
  return {
    routecors: `Name the origin: origin: ['${origin}'], credentials: true. Or let the page leave out credentials: 'include'.`,
    general: `With credentials "*" means nothing. Answer with "Access-Control-Allow-Origin: ${origin}" and "Vary: Origin", or fetch without credentials.`,
  };
}

export const fixCredentials: Fix = {
  routecors:
    "Set credentials: true in the route's policy, or let the page leave out credentials: 'include'.",
  general:
    'Answer with "Access-Control-Allow-Credentials: true", in lower case, once, on the preflight and on the actual response.',
};

export const fixPreflightStatus: Fix = {
  routecors:
    'Register routecors before everything else: it answers preflights before authentication, guards and body parsers.',
  general:
    'Answer OPTIONS with 204 before authentication, rate limits and routing: a preflight carries no cookies and no Authorization.',
};

export const fixPreflightRedirect: Fix = {
  routecors:
    'Register routecors before whatever redirects, and let the page use the final URL (scheme, host, trailing slash).',
  general:
    'Browsers do not follow a redirect of a preflight. Let the page use the final URL: https instead of http, with or without the trailing slash.',
};

export function fixMethod(method: string): Fix {
  return {
    routecors: `Register the route for ${method}, or add it where the policy lists methods: methods: ['${method}'].`,
    general: `Add ${method} to "Access-Control-Allow-Methods". Names are case-sensitive.`,
  };
}

export function fixHeaders(names: readonly string[]): Fix {
  const list = names.map((name) => `'${name}'`).join(', ');
  return {
    routecors: `Allow what the page sends: allowedHeaders: { add: [${list}] }.`,
    general: `Add ${names.join(', ')} to "Access-Control-Allow-Headers".`,
  };
}

export function fixMalformedList(header: string, option: string): Fix {
  return {
    routecors: `Let routecors write the header, from ${option}: [...].`,
    general: `"${header}" takes names between commas, without quotes or blanks inside. One bad name voids the whole list.`,
  };
}

export const fixRedirectTarget: Fix = {
  routecors: 'Nothing to set: CORS options do not change where a handler redirects to.',
  general:
    'Redirect to an absolute or relative http(s) URL without user name and password, or let the page call the final URL.',
};

export const fixResourcePolicy: Fix = {
  routecors:
    'Nothing to set: `Cross-Origin-Resource-Policy` is not CORS. Look for a security headers plugin.',
  general:
    'Send "Cross-Origin-Resource-Policy: cross-origin" on resources that other sites may embed.',
};

const untilThen =
  "What is stored already stays until it is stale: cache: 'reload' replaces it, another URL goes around it.";

/** For a response that was stored for a request of another origin, or of none. */
export const fixStoredForAnother: Fix = {
  routecors: `Nothing to add: routecors sends Vary: Origin wherever the answer depends on the origin, to requests without Origin as well. Look for what takes it away: a raw reply or a proxy with a Vary of its own, or a route that routecors does not serve. ${untilThen}`,
  general: `Send "Vary: Origin" with every response of this URL, those to requests without Origin (<img>, no-cors) included; or the same "Access-Control-Allow-Origin: *" to all; or "Cache-Control: no-store". ${untilThen}`,
};

/** For a response that was stored when it was refused to the very same origin. */
export function fixStoredForTheSame(fix: Fix): Fix {
  return {
    routecors: `${fix.routecors} ${untilThen}`,
    general: `${fix.general} ${untilThen}`,
  };
}

/** For a response that a 304 confirmed. */
export function fixNotModified(fix: Fix): Fix {
  return {
    routecors: `${fix.routecors} It goes for 304 as for 200: routecors sends its headers with both, so look for what answers 304 without it.`,
    general: `${fix.general} With 304 as with 200: a 304 without a header leaves the stored one as it is.`,
  };
}

/** For failures that no server can mend. */
export function fixCaller(general: string): Fix {
  return { routecors: 'Nothing to set: the request never got to the CORS policy.', general };
}
