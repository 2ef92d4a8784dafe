/** Fixes by the code of Node's error. `{host}` is the server's name and port. */
const fixes: readonly (readonly [code: RegExp, fix: string])[] = [
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/,
    'Its certificate comes from an authority that Node.js does not know. If you trust it: NODE_EXTRA_CA_CERTS=/path/to/ca.pem routecors check … A server that forgot its intermediate certificate looks the same.',
  ],
  [
    /^CERT_HAS_EXPIRED$/,
    'The certificate of {host} has expired, and browsers refuse it as well: renew it.',
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    'The certificate is not valid yet: look at the clocks of both machines.',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'The certificate is for other names than {host}, and browsers refuse it as well: use one of its names, or have it reissued.',
  ],
  [
    /^(EPROTO|ERR_SSL_\w+)$/,
    'No TLS could be spoken with {host}. Does that port serve plain http:?',
  ],
  [
    /^ECONNREFUSED$/,
    'Nobody listens at {host}. Is the server started, on this port and on this address? localhost can be 127.0.0.1 or ::1.',
  ],
  [/^(ENOTFOUND|EAI_\w+)$/, 'The name could not be resolved: look at its spelling and at DNS.'],
  [
    /^(ECONNRESET|EPIPE)$/,
    '{host} closed the connection before it answered. Look into its log. Does that port serve https:?',
  ],
  [/^HPE_HEADER_OVERFLOW$/, 'The head of the response is longer than any browser reads.'],
  [/^HPE_\w+$/, 'What {host} sent is not HTTP. Is that the right port?'],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    'There is no way to {host}: look at network and firewall.',
  ],
];

/** What to do about a request that got no answer; `undefined` where nothing better is known. */
export function fixTrouble(error: unknown, host: string): string | undefined {
  const code = codeOf(error);
  return fixes.find(([pattern]) => pattern.test(code))?.[1].replaceAll('{host}', host);
}

/** An error of several addresses holds those of each. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] };
  return typeof code === 'string' ? code : codeOf(errors?.[0]);
}
