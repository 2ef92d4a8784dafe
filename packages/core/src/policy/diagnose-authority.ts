import { hostKind } from '../fetch/host.ts';
import {
  defaultPort,
  isPageScheme,
  isScheme,
  isSpecialScheme,
  maxOriginLength,
  parseOrigin,
  parsePort,
} from '../fetch/origin.ts';
import { type Check, type Pieces, canonicalHost, writeOrigin } from './diagnose-pieces.ts';
import { checkBareIpv6, checkPortList, checkWildcard } from './diagnose-shorthand.ts';
import { type Diagnosis, show } from './issue.ts';

/** What is wrong with the scheme, the host or the port of a string that has a `://`. */
export function diagnoseAuthority(value: string): Diagnosis {
  const pieces = cut(value);
  for (const check of checks) {
    const found = check(pieces);
    if (found) return found;
  }
  return tooLong(value);
}

/** What is wrong with a string that need not be looked into. */
export function tooLong(value: string): Diagnosis {
  return {
    code: 'origin-too-long',
    message: `${show(value)} is ${value.length} characters long; origins have at most ${maxOriginLength}.`,
    hint: 'Shorten it: a host has at most 253 characters.',
  };
}

const checkScheme: Check = ({ value, scheme, hostAndPort }) => {
  if (scheme === 'file') {
    return {
      code: 'origin-file',
      message: `${show(value)}: pages opened from a file send null, or 'file://' from a web view, and so does every other file.`,
      hint: "Serve the page from a local server and list that, such as 'http://localhost:3000'; 'file://' needs dangerouslyAllowFile: true.",
    };
  }
  if (!isPageScheme(scheme)) {
    return {
      code: 'origin-scheme',
      message: `${show(value)}: no page has an origin of the scheme ${scheme}.`,
      hint: `Write the origin of the page that calls, such as 'https://${hostAndPort}'.`,
    };
  }
  if (isScheme(scheme)) return undefined;
  if (isScheme(scheme.toLowerCase())) return upperCase(value);
  return {
    code: 'origin-scheme',
    message: `${show(value)} begins with ${show(scheme)}, which is no URL scheme.`,
    hint: `Write a scheme of letters, digits, '+', '-' and '.', such as 'https://${hostAndPort}'.`,
  };
};

const checkUserinfo: Check = ({ value, scheme, hostAndPort, hasUserinfo }) =>
  hasUserinfo
    ? {
        code: 'origin-userinfo',
        message: `${show(value)} carries a user name; origins never do.`,
        hint: `Write '${scheme}://${hostAndPort}'.`,
      }
    : undefined;

const checkRest: Check = ({ value, scheme, hostAndPort, rest }) => {
  if (rest === '') return undefined;
  const hint = `Write '${scheme}://${hostAndPort}'.`;
  if (rest === '/') {
    const message = `${show(value)} ends with a slash, so it would never equal what a browser sends.`;
    return { code: 'origin-trailing-slash', message, hint };
  }
  const message = `${show(value)} goes on after the host (${show(rest)}); an origin is scheme, host and port only.`;
  return { code: 'origin-path', message, hint };
};

const checkLetters: Check = ({ value, scheme, host, port }) => {
  if (/[A-Z]/.test(host)) return upperCase(value);
  // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(host)) return undefined;
  const ascii = canonicalHost(host);
  return {
    code: 'origin-unicode-host',
    message: `${show(value)} has a host in Unicode; browsers send its ASCII form.`,
    hint: ascii ? writeOrigin(scheme, ascii, port) : 'Correct the host: it is no valid domain.',
  };
};

const checkPort: Check = ({ value, scheme, host, port }) => {
  if (port === undefined) return undefined;
  const number = parsePort(port);
  if (number === undefined) {
    return {
      code: 'origin-port',
      message: `${show(value)} has the port ${show(port)}, which is no number from 1 to 65535 in plain decimal.`,
      hint: `Write '${scheme}://${host}' followed by ':' and the port, or nothing for the default port.`,
    };
  }
  if (number !== defaultPort(scheme)) return undefined;
  return {
    code: 'origin-default-port',
    message: `${show(value)} names the default port of ${scheme}, which browsers leave out.`,
    hint: `Write '${scheme}://${host}'.`,
  };
};

const checkHost: Check = ({ value, scheme, host, port }) => {
  const isHost = isSpecialScheme(scheme)
    ? hostKind(host) !== undefined
    : parseOrigin(`${scheme}://${host}`) !== undefined;
  if (isHost) return undefined;
  const canonical = canonicalHost(host);
  const isAddress = canonical !== undefined && hostKind(canonical) !== 'domain';
  return {
    code: isAddress ? 'origin-ip-address' : 'origin-host',
    message: isAddress
      ? `${show(value)} does not write its address the way browsers do.`
      : `${show(value)} has the host ${show(host)}, which no browser can visit.`,
    hint: canonical
      ? writeOrigin(scheme, canonical, port)
      : 'Correct the host: labels of at most 63 letters, digits, hyphens or underscores, between single dots.',
  };
};

const checks: readonly Check[] = [
  checkScheme,
  checkUserinfo,
  checkRest,
  checkPortList,
  checkBareIpv6,
  checkWildcard,
  checkLetters,
  checkPort,
  checkHost,
];

function cut(value: string): Pieces {
  const colon = value.indexOf('://');
  const scheme = value.slice(0, colon);
  const afterScheme = value.slice(colon + 3);
  const end = afterScheme.search(/[/?#\\]/);
  const authority = end < 0 ? afterScheme : afterScheme.slice(0, end);
  const rest = end < 0 ? '' : afterScheme.slice(end);
  const at = authority.lastIndexOf('@');
  const hostAndPort = authority.slice(at + 1);
  const isOpen = hostAndPort.startsWith('[') && !hostAndPort.includes(']');
  const portColon = isOpen ? -1 : hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
  const host = portColon < 0 ? hostAndPort : hostAndPort.slice(0, portColon);
  const port = portColon < 0 ? undefined : hostAndPort.slice(portColon + 1);
  return { value, scheme, hostAndPort, host, port, hasUserinfo: at >= 0, rest };
}

function upperCase(value: string): Diagnosis {
  return {
    code: 'origin-upper-case',
    message: `${show(value)} has upper-case letters; browsers send scheme and host in lower case, and origins are compared byte for byte.`,
    hint: `Write '${value.toLowerCase()}'.`,
  };
}
