import { hostKind } from '../fetch/host.ts';
import {
  defaultPort,
  isScheme,
  isSpecialScheme,
  maxOriginLength,
  parseOrigin,
  parsePort,
} from '../fetch/origin.ts';
import { type CorsIssueCode, show } from './issue.ts';

/** Why a string is no origin, and what its writer most likely meant. */
export interface OriginDiagnosis {
  readonly code: CorsIssueCode;
  readonly message: string;
  readonly hint: string;
}

/** An origin cut at its delimiters, before anything is known to be right. */
interface Pieces {
  readonly value: string;
  readonly scheme: string;
  /** Without user name, password and what follows the authority. */
  readonly hostAndPort: string;
  readonly host: string;
  readonly port: string | undefined;
  readonly userinfo: boolean;
  readonly rest: string;
}

/**
 * Explains why `value`, which {@link parseOrigin} and `parseOriginPattern` do not accept, is no
 * origin. Asked at boot only, about what a person wrote.
 */
export function diagnoseOrigin(value: string): OriginDiagnosis {
  for (const diagnose of wholeChecks) {
    const found = diagnose(value);
    if (found) return found;
  }
  const pieces = cut(value);
  for (const diagnose of pieceChecks) {
    const found = diagnose(pieces);
    if (found) return found;
  }
  return {
    code: 'origin-host',
    message: `${show(value)} is not a serialized origin: its host could not be read.`,
    hint: 'Write scheme://host or scheme://host:port, the way a browser shows it in its address bar.',
  };
}

const wholeChecks: readonly ((value: string) => OriginDiagnosis | undefined)[] = [
  (value) =>
    value.trim() === '' || value.trim() !== value
      ? {
          code: 'origin-blank',
          message: `${show(value)} is blank, or has blanks around it. No browser sends that.`,
          hint:
            value.trim() === ''
              ? 'Write an origin, or remove the entry.'
              : `Write ${show(value.trim())}.`,
        }
      : undefined,
  (value) =>
    /[,;\s]/.test(value)
      ? {
          code: 'origin-list-in-string',
          message: `${show(value)} holds more than one origin in one string. It would match none of them.`,
          hint: `Write a list: [${value
            .split(/[,;\s]+/)
            .filter(Boolean)
            .map((part) => `'${part}'`)
            .join(', ')}].`,
        }
      : undefined,
  (value) =>
    value === '*'
      ? {
          code: 'origin-wildcard',
          message: "'*' inside of a list would only match an origin that is literally an asterisk.",
          hint: "Write origin: '*' for everybody, or list the origins.",
        }
      : undefined,
  (value) =>
    value.toLowerCase() === 'null'
      ? {
          code: 'origin-null',
          message: `${show(value)} is what every sandboxed frame, redirect and local file of every site sends, so it identifies nobody.`,
          hint: "Serve the page from a server, so that it has an origin; 'null' needs dangerouslyAllowNull: true.",
        }
      : undefined,
  (value) =>
    value.includes('://')
      ? undefined
      : {
          code: 'origin-missing-scheme',
          message: `${show(value)} has no scheme. Browsers send one, and compare it.`,
          hint: `Write '${/^(localhost|127\.)/.test(value) ? 'http' : 'https'}://${value.replace(/^\/\//, '')}'.`,
        },
];

const pieceChecks: readonly ((pieces: Pieces) => OriginDiagnosis | undefined)[] = [
  ({ value, scheme, hostAndPort }) => {
    if (isScheme(scheme)) return undefined;
    if (isScheme(scheme.toLowerCase())) return upperCase(value);
    return {
      code: 'origin-scheme',
      message: `${show(value)} begins with ${show(scheme)}, which is no URL scheme.`,
      hint: `Write a scheme of letters, digits, '+', '-' and '.', such as 'https://${hostAndPort}'.`,
    };
  },
  ({ value, scheme }) =>
    scheme === 'file'
      ? {
          code: 'origin-file',
          message: `${show(value)}: pages opened from a file have an opaque origin; browsers send null for them.`,
          hint: "Serve the page from a local server and list that, such as 'http://localhost:3000'.",
        }
      : undefined,
  ({ value, scheme, hostAndPort, userinfo }) =>
    userinfo
      ? {
          code: 'origin-userinfo',
          message: `${show(value)} carries a user name; origins never do.`,
          hint: `Write '${scheme}://${hostAndPort}'.`,
        }
      : undefined,
  ({ value, scheme, hostAndPort, rest }) => {
    if (rest === '') return undefined;
    const hint = `Write '${scheme}://${hostAndPort}'.`;
    if (rest === '/') {
      const message = `${show(value)} ends with a slash, so it would never equal what a browser sends.`;
      return { code: 'origin-trailing-slash', message, hint };
    }
    const message = `${show(value)} goes on after the host (${show(rest)}); an origin is scheme, host and port only.`;
    return { code: 'origin-path', message, hint };
  },
  ({ value, scheme }) =>
    value.includes('*')
      ? {
          code: 'origin-wildcard',
          message: `${show(value)} has a '*' where it means nothing.`,
          hint: `Write '${scheme}://*.example.com' for subdomains, '${scheme}://example.com:*' for any port, or both.`,
        }
      : undefined,
  ({ value, host }) => (/[A-Z]/.test(host) ? upperCase(value) : undefined),
  ({ value, scheme, host, port }) => {
    const ascii = asciiHost(host);
    // oxlint-disable-next-line no-control-regex -- every code point beyond ASCII is meant
    if (!/[^\u0000-\u007f]/.test(host)) return undefined;
    return {
      code: 'origin-unicode-host',
      message: `${show(value)} has a host in Unicode; browsers send its ASCII form.`,
      hint: ascii
        ? `Write '${scheme}://${ascii}${port === undefined ? '' : `:${port}`}'.`
        : 'Correct the host: it is no valid domain.',
    };
  },
  ({ value, scheme, host, port }) => {
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
  },
  ({ value, scheme, host, port }) => {
    if (!isSpecialScheme(scheme) || hostKind(host) !== undefined) return undefined;
    const ascii = asciiHost(host);
    const isAddress = ascii !== undefined && hostKind(ascii) !== 'domain';
    return {
      code: isAddress ? 'origin-ip-address' : 'origin-host',
      message: isAddress
        ? `${show(value)} does not write its address the way browsers do.`
        : `${show(value)} has the host ${show(host)}, which no browser can visit.`,
      hint: ascii
        ? `Write '${scheme}://${ascii}${port === undefined ? '' : `:${port}`}'.`
        : 'Correct the host: labels of at most 63 letters, digits, hyphens or underscores, between single dots.',
    };
  },
  ({ value }) =>
    value.length > maxOriginLength
      ? {
          code: 'origin-too-long',
          message: `${show(value)} is ${value.length} characters long; origins have at most ${maxOriginLength}.`,
          hint: 'Shorten it: a host has at most 253 characters.',
        }
      : undefined,
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
  return { value, scheme, hostAndPort, host, port, userinfo: at >= 0, rest };
}

function upperCase(value: string): OriginDiagnosis {
  return {
    code: 'origin-upper-case',
    message: `${show(value)} has upper-case letters; browsers send scheme and host in lower case, and origins are compared byte for byte.`,
    hint: `Write '${value.toLowerCase()}'.`,
  };
}

/** What the platform's URL parser makes of a host: A-labels and canonical addresses. */
function asciiHost(host: string): string | undefined {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostname !== host && parseOrigin(`http://${hostname}`) !== undefined
    ? hostname
    : undefined;
}
