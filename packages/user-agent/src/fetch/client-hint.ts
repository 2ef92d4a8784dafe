// As with every safelisted header, 128 bytes are the most.
const integer = /^[0-9]{1,128}$/;
const decimal = /^(?=.{1,128}$)[0-9]+(?:\.[0-9]+)?$/;

/** By name, in lower case, the values with which a hint is one. */
const hints: ReadonlyMap<string, RegExp> = new Map([
  ['device-memory', decimal],
  ['downlink', decimal],
  ['dpr', decimal],
  ['ect', /^(?:slow-2g|2g|3g|4g)$/],
  ['rtt', integer],
  ['save-data', /^on$/i],
  ['viewport-width', integer],
  ['width', integer],
]);

/**
 * Whether a header is a client hint that Chromium lets pass without a preflight. The standard did so
 * once, and does no more. (whatwg/fetch, issue 1383; wpt: cors/simple-requests-ch.tentative)
 */
export function isSafelistedClientHint(name: string, value: string): boolean {
  return hints.get(name.toLowerCase())?.test(value) === true;
}
