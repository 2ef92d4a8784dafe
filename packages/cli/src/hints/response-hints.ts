import type { Report } from '../report.ts';
import { type Answered, elementsOf, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** What there is to say of the answer to the request itself. */
export function responseHints({ headers }: Answered, trace: Report['trace']): Hint[] {
  return [...misplaced(headers), ...exposure(headers, trace)];
}

function misplaced(headers: Answered['headers']): Hint[] {
  const names = ['allow-methods', 'allow-headers', 'max-age'].filter(
    (name) => valuesOf(headers, `access-control-${name}`).length > 0,
  );
  if (names.length === 0) return [];
  const list = names.map((name) => `Access-Control-${title(name)}`).join(', ');
  return [
    {
      code: 'preflight-headers-on-response',
      message: `${list} on a response that is no preflight does nothing: only the answer to OPTIONS counts.`,
    },
  ];
}

/** Headers that a server sends for pages to read, as far as their names tell. */
const meantForPages =
  /^(x-(?!powered-by$|frame-options$|content-type-options$|xss-protection$|dns-prefetch-control$|download-options$|permitted-cross-domain-policies$)|ratelimit|etag$|link$|location$|retry-after$|content-disposition$|content-range$|www-authenticate$)/;

function exposure(headers: Answered['headers'], trace: Report['trace']): Hint[] {
  const exposed = elementsOf(headers, 'access-control-expose-headers');
  const withCredentials = trace.credentials === 'include';
  const hints: Hint[] = [];
  if (exposed.includes('*') && withCredentials) {
    hints.push({
      code: 'expose-wildcard-with-credentials',
      message:
        'Access-Control-Expose-Headers: * exposes nothing to a request with credentials: name the headers.',
    });
  } else if (exposed.includes('*')) {
    return hints;
  }
  const hidden = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(
    (name) => meantForPages.test(name) && !exposed.includes(name),
  );
  if (hidden.length > 0 && trace.failed === null) {
    hints.push({
      code: 'header-not-exposed',
      message: `The page cannot read ${hidden.join(', ')}: sent, but not in Access-Control-Expose-Headers (routecors: exposedHeaders: [${hidden.map((name) => `'${name}'`).join(', ')}]).`,
    });
  }
  return hints;
}

function title(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
