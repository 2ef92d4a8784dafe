import type { HeaderLines, TransportRequest, TransportResponse } from '@routecors/user-agent';

import { elementsOf, isToken, valuesOf } from './quirk.ts';

/** What a preflight asks for. */
export interface Ask {
  readonly origin: string;
  readonly method: string;
  /** In lower case. */
  readonly names: readonly string[];
  readonly credentials: boolean;
}

/** Whether the answer to a preflight, as browsers read it, grants all of what is asked. */
export function grants(response: TransportResponse, ask: Ask): boolean {
  const { headers, status } = response;
  const origin = valuesOf(headers, 'access-control-allow-origin').join(', ');
  const credentials = valuesOf(headers, 'access-control-allow-credentials').join(', ');
  const isShared = ask.credentials
    ? origin === ask.origin && credentials === 'true'
    : origin === '*' || origin === ask.origin;
  return status >= 200 && status <= 299 && isShared && covers(headers, ask);
}

/** Whether the lists of an answer cover a method and header names. */
export function covers(headers: HeaderLines, { method, names, credentials }: Ask): boolean {
  const methods = elementsOf(headers, 'access-control-allow-methods');
  const listed = elementsOf(headers, 'access-control-allow-headers').map((name) =>
    name.toLowerCase(),
  );
  const holds = (list: readonly string[], item: string): boolean =>
    list.includes(item) || (!credentials && list.includes('*'));
  return (
    [...methods, ...listed].every(isToken) &&
    (['GET', 'HEAD', 'POST'].includes(method) || holds(methods, method)) &&
    names.every((name) => holds(listed, name))
  );
}

/** Whether Firefox finds all of it in its cache: by name, and HEAD like any other method. */
export function coversByName(headers: HeaderLines, ask: Ask): boolean {
  const isListed =
    ask.method !== 'HEAD' || elementsOf(headers, 'access-control-allow-methods').includes('HEAD');
  return isListed && covers(headers, { ...ask, credentials: true });
}

/** What the cache has, as an answer to the preflight that it makes needless. */
export function answerFromCache({ headers }: TransportRequest): TransportResponse {
  const [origin = ''] = valuesOf(headers, 'origin');
  const [method = ''] = valuesOf(headers, 'access-control-request-method');
  const [names = ''] = valuesOf(headers, 'access-control-request-headers');
  const granted: HeaderLines = [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Allow-Methods', method],
    ['Access-Control-Allow-Headers', names],
    // Remembered where it was asked, and for as long.
    ['Access-Control-Max-Age', '0'],
  ];
  return { status: 204, statusText: 'No Content', headers: granted, body: null };
}
