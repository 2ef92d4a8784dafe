import { hostKind } from '../fetch/host.ts';
import { defaultPort, isSpecialScheme } from '../fetch/origin.ts';
import { type Check, canonicalHost, writeOrigin } from './diagnose-pieces.ts';
import { show } from './issue.ts';
import { parseOriginPattern } from './origin-rule.ts';

/** Spellings that other tools take: a `*` anywhere, a list of ports, an address without brackets. */

export const checkWildcard: Check = ({ value, scheme, host, port }) => {
  if (!value.includes('*')) return undefined;
  // Then the '*' is right, and something else is not, which has a check of its own.
  const isDefault = port === String(defaultPort(scheme));
  const ending = port === undefined || isDefault ? '' : `:${port}`;
  if (parseOriginPattern(`${scheme}://${host.toLowerCase()}${ending}`)) return undefined;
  const message = `${show(value)} has a '*' where it means nothing.`;
  const code = 'origin-wildcard';
  if (!isSpecialScheme(scheme)) {
    return { code, message, hint: `Write '${scheme}://*' for any host, or the host in full.` };
  }
  // `*app.example` would be the end of anybody's name; `app*` its beginning.
  const part = /^((?!-)[a-z0-9-]*)\*([a-z0-9-]*(?<!-))\.(.+)$/.exec(host);
  if (part && `${part[1]}${part[2]}` !== '' && port === undefined && !part[3]?.includes('*')) {
    const [, before = '', after = '', base = ''] = part;
    const own = before === '' ? `${after}.${base}` : base;
    const hyphened = `${before.replace(/-?$/, before === '' ? '' : '-')}*${after.replace(/^-?/, after === '' ? '' : '-')}`;
    return {
      code,
      message,
      hint: `Write '${scheme}://*.${own}' for subdomains, or '${scheme}://${hyphened}.${base}' for a part of one label between hyphens.`,
    };
  }
  return {
    code,
    message,
    hint: `Write '${scheme}://*.example.com' for subdomains, '${scheme}://example.com:*' for any port, or both.`,
  };
};

/** `[3000,3001]` and the like: lists that other tools take. */
export const checkPortList: Check = ({ value, scheme, hostAndPort }) => {
  const list = /^(.+):[[({]([0-9]+(?:[|, -]+[0-9]+)*)[\])}]$/.exec(hostAndPort);
  if (list === null) return undefined;
  const [, host = '', ports = ''] = list;
  const entries = ports.split(/[^0-9]+/).map((port) => `'${scheme}://${host}:${port}'`);
  return {
    code: 'origin-port',
    message: `${show(value)} lists ports in one entry.`,
    hint: `Write one entry for each: [${entries.join(', ')}], or '${scheme}://${host}:*' for any port.`,
  };
};

/** An IPv6 address stands in brackets. (URL, "host serializer") */
export const checkBareIpv6: Check = ({ value, scheme, hostAndPort }) => {
  const bare = /^([0-9a-f]*:[0-9a-f:]*?)(?::([1-9][0-9]{2,4}))?$/i.exec(hostAndPort);
  if (bare === null || hostAndPort.split(':').length < 3) return undefined;
  const [, address = '', port] = bare;
  const canonical = canonicalHost(`[${address}]`) ?? `[${address.toLowerCase()}]`;
  if (hostKind(canonical) !== 'ipv6') return undefined;
  return {
    code: 'origin-ip-address',
    message: `${show(value)} has an IPv6 address without brackets.`,
    hint: writeOrigin(scheme, canonical, port),
  };
};
