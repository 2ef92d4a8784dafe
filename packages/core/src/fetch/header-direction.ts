/** Headers that only ever stand in a response. Allowing a request to carry one is a mix-up of two options. */
const responseOnly: ReadonlySet<string> = new Set([
  'accept-ranges',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'age',
  'allow',
  'content-security-policy',
  'cross-origin-resource-policy',
  'etag',
  'last-modified',
  'location',
  'proxy-authenticate',
  'retry-after',
  'server',
  'set-cookie',
  'set-cookie2',
  'strict-transport-security',
  'timing-allow-origin',
  'vary',
  'www-authenticate',
]);

/** Headers that only ever stand in a request. Exposing one exposes nothing. */
const requestOnly: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'authorization',
  'cookie',
  'expect',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'origin',
  'proxy-authorization',
  'range',
  'referer',
  'te',
  'upgrade-insecure-requests',
  'user-agent',
]);

/** Whether the header `name`, in any case, has a meaning in responses only. (RFC 9110; Fetch, section 3.3) */
export function isResponseOnlyHeader(name: string): boolean {
  return responseOnly.has(name.toLowerCase());
}

/** Whether the header `name`, in any case, has a meaning in requests only. (RFC 9110; Fetch, section 3.3) */
export function isRequestOnlyHeader(name: string): boolean {
  return requestOnly.has(name.toLowerCase());
}
