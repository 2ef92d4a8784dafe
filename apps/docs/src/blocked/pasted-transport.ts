import type { Transport, TransportRequest } from '@routecors/user-agent';

import type { Head } from './parse-heads.ts';

/** What was asked of the server, and nobody has pasted. */
export interface Missing {
  readonly during: 'preflight' | 'actual';
  readonly request: TransportRequest;
}

export interface PastedTransport {
  readonly transport: Transport;
  /** The request that ended the attempt for want of an answer. */
  readonly missing: () => Missing | undefined;
  /** Whether a preflight was made. */
  readonly isPreflighted: () => boolean;
}

/** Answers with what was pasted, and sends nothing anywhere. */
export function createPastedTransport(
  preflights: readonly Head[],
  responses: readonly Head[],
): PastedTransport {
  const left = { preflight: [...preflights], actual: [...responses] };
  let missing: Missing | undefined;
  let isPreflighted = false;
  return {
    missing: () => missing,
    isPreflighted: () => isPreflighted,
    transport: async (request) => {
      const during = isPreflight(request) ? 'preflight' : 'actual';
      isPreflighted ||= during === 'preflight';
      const head = left[during].shift();
      if (head === undefined) {
        missing = { during, request };
        throw new Error('Nothing was pasted for it.');
      }
      return { ...head, body: null };
    },
  };
}

/** (Fetch, "CORS-preflight request") */
function isPreflight({ method, headers }: TransportRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.some(([name]) => name.toLowerCase() === 'access-control-request-method')
  );
}
