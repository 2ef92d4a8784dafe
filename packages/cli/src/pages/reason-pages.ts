import type { Reason } from '@routecors/core';

import type { Page } from './page.ts';

/** Of the reasons of decisions, as `corsDecision`, logs and metrics name them. */
export const reasonPages: Readonly<Record<Reason, Page>> = {
  'no-origin': {
    means: 'Allowed: the request has no Origin.',
    why: 'A page of the same origin, a server or a command line sent it. Nothing is checked. (Fetch, "append a request `Origin` header")',
  },
  'any-origin': {
    means: 'Allowed: the policy is for everybody.',
    why: "origin: '*' answers every page alike, without credentials.",
  },
  'origin-matched': {
    means:
      'Allowed: the origin is in the list, below a pattern, in a live list, or matched by a RegExp.',
    why: 'The value goes back as it came, with Vary: Origin.',
  },
  'origin-function-allowed': {
    means: "Allowed: the policy's origin function said true.",
    why: 'Only a literal true allows.',
  },
  'cors-off': {
    means: 'Denied: CORS is off for the route.',
    why: 'cors: false, or origin: false. No page of another origin may read it; its preflights are refused with 403.',
  },
  'origin-malformed': {
    means: 'Denied: Origin holds no serialized origin.',
    why: 'No browser sends such a value. (RFC 6454, section 7.1)',
  },
  'origin-null': {
    means: 'Denied: the origin is null.',
    why: 'A sandboxed frame, a local file, or a redirect across origins sent it: it names nobody. (RFC 6454, section 7.3)',
  },
  'origin-not-matched': {
    means: "Denied: the origin is not among the policy's.",
    why: 'Scheme, host and port have to be equal. The log names the nearest entry. (Fetch, "CORS check", step 4)',
  },
  'origin-function-denied': {
    means: "Denied: the policy's origin function said false.",
    why: 'Look into the function.',
  },
  'origin-function-failed': {
    means: "Denied: the policy's origin function, or a list's tenant function, threw or rejected.",
    why: 'A failure denies. The cause is in the log, at error.',
  },
  'origin-function-timed-out': {
    means: "Denied: the policy's origin function gave no answer within five seconds.",
    why: "A browser's user waits no longer either. Cache the look-up: createOriginLookup does.",
  },
  'origin-function-no-boolean': {
    means: "Denied: the policy's origin function answered something other than true or false.",
    why: 'Return a boolean, or a promise of one. There is no callback.',
  },
  'method-malformed': {
    means: 'Denied: Access-Control-Request-Method holds no method.',
    why: 'Browsers send one method. (Fetch, "CORS-preflight fetch", step 3)',
  },
  'method-not-routed': {
    means: 'Denied: the path has no route for the method that the preflight asks for.',
    why: 'The request itself would be a 404.',
  },
  'method-not-allowed': {
    means: "Denied: the policy's methods leave the method out.",
    why: 'Names are case-sensitive: patch is not PATCH. (Fetch, "CORS-preflight fetch", step 7)',
  },
  'headers-malformed': {
    means: 'Denied: Access-Control-Request-Headers is no list of header names.',
    why: 'Browsers send sorted names in lower case between commas. (Fetch, "CORS-preflight fetch", step 4)',
  },
  'headers-out-of-bounds': {
    means: 'Denied: Access-Control-Request-Headers is longer than any browser sends it.',
    why: 'Reading it is bounded, so that nobody can hold the server up.',
  },
  'header-not-allowed': {
    means: 'Denied: the page wants to send a header that allowedHeaders leaves out.',
    why: 'Add it: allowedHeaders: { add: [\'x-name\'] }. (Fetch, "CORS-preflight fetch", step 7)',
  },
  'foreign-request': {
    means: "Refused with 403: another site's page sent the request, and the policy enforces.",
    why: 'CORS hides answers and stops no request; enforce stops those that are neither of the own pages nor of the origins. (Fetch Metadata, section 2)',
  },
};
