import type { HeaderLines, TraceStep } from '@routecors/user-agent';

import type { Report } from '../report.ts';

/** An exchange with a server that answered. */
export interface Answered {
  readonly during: TraceStep['during'];
  readonly url: string;
  readonly sent: HeaderLines;
  readonly status: number;
  readonly headers: HeaderLines;
  /** Whether the request had an `Origin`, so that CORS applied. */
  readonly isCors: boolean;
}

/** All of a trace's exchanges that got an answer, in order. */
export function answeredExchanges(trace: Report['trace']): Answered[] {
  return trace.steps.flatMap(({ exchange, during }) => {
    const { request, response } = exchange ?? { request: null, response: null };
    if (request === null || response === null) return [];
    return [
      {
        during,
        url: request.url,
        sent: request.headers,
        status: response.status,
        headers: response.headers,
        isCors: valuesOf(request.headers, 'origin').length > 0,
      },
    ];
  });
}

/** The values of a header, given in lower case, line by line. */
export function valuesOf(headers: HeaderLines, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
}

/** The elements of a list header over all its lines, in lower case. */
export function elementsOf(headers: HeaderLines, name: string): string[] {
  return valuesOf(headers, name)
    .flatMap((value) => value.split(','))
    .map((element) => element.trim().toLowerCase())
    .filter((element) => element !== '');
}
