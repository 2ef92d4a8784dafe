import { type Provenance, isOriginOfHost, isTopLevelNavigation } from '../fetch/provenance.ts';
import type { ActualDecision, ForeignDecision } from './decision.ts';

/**
 * Decides whether a request is one that another site's page may not send. CORS hides answers and
 * stops no request; a policy with `enforce` also stops what is neither from the server's own pages
 * nor from the policy's origins.
 *
 * @param decision what the policy says of the request's origin
 * @param provenance what the request shows of its sender
 * @returns the refusal; `undefined` where the request may run
 */
export function decideForeign(
  decision: ActualDecision,
  provenance: Provenance,
): ForeignDecision | undefined {
  return isEnforced(decision.policy.policy.enforce, provenance) && isForeign(decision, provenance)
    ? refuse(decision, provenance)
    : undefined;
}

/**
 * Whether there is anything to ask of a request's sender: most policies do not enforce, and a page of one
 * of the policy's origins is never a stranger's. Whatever says no here pays for this one look only.
 */
export function mayBeForeign({ policy, allowed, origin }: ActualDecision): boolean {
  return policy.policy.enforce !== false && !(allowed && origin !== undefined);
}

/**
 * Whether one of the server's own pages sent a request. No browser checks anything then, whatever the
 * policy says of the origin, which a `POST` of such a page carries, too. (Fetch, "append a request `Origin` header")
 */
export function isOwnPage(
  { policy }: ActualDecision,
  { origin, site, host }: Pick<Provenance, 'origin' | 'site' | 'host'>,
): boolean {
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined) return false;
  return (
    (host !== undefined && isOriginOfHost(origin, host)) ||
    policy.policy.ownOrigins.includes(origin)
  );
}

/** Which requests `enforce` is about. `OPTIONS` changes nothing, and preflights are answered before. */
function isEnforced(enforce: boolean | 'all', provenance: Provenance): boolean {
  if (enforce === false) return false;
  const { method, isWebSocket } = provenance;
  // A WebSocket has no CORS check: whoever may open it may also read it.
  if (isWebSocket) return true;
  if (method === 'OPTIONS') return false;
  if (method !== 'GET' && method !== 'HEAD') return true;
  return enforce === 'all' && !isTopLevelNavigation(provenance);
}

/**
 * Whether a page that is neither the server's own nor the policy's sent a request. The order matters:
 * a form of the server's own under `no-referrer` says `Origin: null` and `Sec-Fetch-Site:
 * same-origin`, and only a browser sends either.
 */
export function isForeign(decision: ActualDecision, provenance: Provenance): boolean {
  const { origin, site } = provenance;
  // The browser knows best, and no page can set a `Sec-` header. (Fetch, "forbidden request-header")
  if (site === 'same-origin' || site === 'none') return false;
  if (origin !== undefined && decision.allowed) return false;
  if (site !== undefined) return true;
  // A server, a command line or a native app: nobody's cookies are at stake.
  if (origin === undefined) return false;
  // A browser without `Sec-Fetch-Site`: an old one, or plain http beyond localhost.
  return !isOwnPage(decision, provenance);
}

function refuse(
  { origin, policy }: ActualDecision,
  { method, site, host, isWebSocket }: Provenance,
): ForeignDecision {
  return {
    kind: 'foreign',
    allowed: false,
    reason: 'foreign-request',
    origin,
    policy,
    cause: undefined,
    method,
    isWebSocket,
    site,
    host,
  };
}
