import type { IncomingMessage } from 'node:http';

import {
  type ActualDecision,
  type ForeignDecision,
  type Provenance,
  decideForeign,
  mayBeForeign,
  provenanceOf,
} from '@routecors/core';

/**
 * Decides whether another site's page sent a request that its policy's `enforce` refuses.
 *
 * @param asked has the host as the platform sees it; platforms derive it anew each time it is read
 */
export function foreignRequest(
  decision: ActualDecision,
  raw: IncomingMessage,
  asked: { readonly host: string | undefined },
): ForeignDecision | undefined {
  return mayBeForeign(decision) ? decideForeign(decision, provenance(raw, asked)) : undefined;
}

/** What a request shows of its sender. */
export function provenance(
  { method = '', headers }: IncomingMessage,
  asked: { readonly host: string | undefined },
): Provenance {
  return provenanceOf(method, headers, asked.host);
}
