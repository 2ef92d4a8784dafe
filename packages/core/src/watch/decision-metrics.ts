import type { PreflightDecision } from '../decide/decision.ts';
import type { DecisionEvent } from './decision-event.ts';

/** `own` is a page of the server's own, which no browser checks. */
function outcomeOf({ decision, isOwn }: DecisionEvent): string {
  if (isOwn) return 'own';
  return decision.allowed ? 'allowed' : 'denied';
}

/** What of a `Meter` of `@opentelemetry/api` is needed. The core itself depends on no such package. */
export interface DecisionMeter {
  readonly createCounter: (
    name: string,
    options: { readonly description: string; readonly unit: string },
  ) => DecisionCounter;
}

/** A counter of it. */
export interface DecisionCounter {
  readonly add: (value: number, attributes: Record<string, string>) => void;
}

/** How decisions are counted. */
export interface DecisionMetricsOptions {
  /**
   * The `maxAge`, in whole seconds, of which the metrics say what it would save at most. 7200 where
   * nothing is given: Chromium remembers no grant for longer.
   */
  readonly maxAge?: number;
}

/** How many grants are remembered to find those that are asked for again. */
const mostGrants = 5_000;
/** What is longer is not remembered: memory is bounded, whatever strangers ask. */
const longestGrant = 2_000;
/** What a browser remembers a grant for that says nothing. (Fetch, "CORS-preflight fetch", max-age) */
const unstatedMaxAge = 5;
/** A method that a stranger made up has no name in a metric. (OpenTelemetry, HTTP semantic conventions) */
const knownMethods = new Set(
  'CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT QUERY TRACE'.split(' '),
);

/**
 * Makes what counts decisions, two counters in all:
 *
 * - `cors.decisions`, by `http.route`, `http.request.method`, `cors.kind`, `cors.outcome`,
 *   `cors.reason`, and `cors.shadow` where the policy has a shadow;
 * - `cors.preflights.repeated`, by route and method: granted preflights that would not have been sent
 *   if the policy had the `maxAge` of the options. At most: two visitors of one page look alike.
 *
 * No attribute holds what a stranger may choose: origins, URLs and made-up methods are not among them.
 *
 * @throws RangeError if `maxAge` is no whole number from 1 to 86400
 */
export function createDecisionMetrics(
  meter: DecisionMeter,
  { maxAge = 7_200 }: DecisionMetricsOptions = {},
): (event: DecisionEvent) => void {
  if (!Number.isInteger(maxAge) || maxAge < 1 || maxAge > 86_400) {
    throw new RangeError(
      `The metrics' maxAge is ${String(maxAge)}. Fix: whole seconds from 1 to 86400, such as 7200.`,
    );
  }
  const decisions = meter.createCounter('cors.decisions', {
    description: 'CORS decisions',
    unit: '{decision}',
  });
  const repeated = meter.createCounter('cors.preflights.repeated', {
    description: `Granted preflights that a maxAge of ${maxAge} s could have saved, at most`,
    unit: '{preflight}',
  });
  const isRepeated = createGrants(maxAge);
  return (event) => {
    const { decision, method, route, shadow } = event;
    const about = {
      'http.request.method': knownMethods.has(method) ? method : '_OTHER',
      ...(route !== undefined && { 'http.route': route }),
    };
    decisions.add(1, {
      ...about,
      'cors.kind': decision.kind,
      'cors.outcome': outcomeOf(event),
      'cors.reason': decision.reason,
      ...(shadow !== undefined &&
        !event.isOwn && { 'cors.shadow': shadow.allowed ? 'allowed' : 'denied' }),
    });
    if (decision.kind !== 'preflight' || !decision.allowed) return;
    if (isRepeated(decision, event)) repeated.add(1, about);
  };
}

/** Remembers grants as the preflight cache of one browser would, for all visitors together. */
function createGrants(
  maxAge: number,
): (decision: PreflightDecision, event: DecisionEvent) => boolean {
  const grants = new Map<string, number>();
  return ({ origin, policy, allowHeaders }, { method, url }) => {
    // Whoever asks although the policy lets him remember for as long is somebody else.
    if ((policy.policy.maxAge ?? unstatedMaxAge) >= maxAge) return false;
    const key = `${origin ?? ''}\n${method}\n${url}\n${allowHeaders ?? ''}`;
    if (key.length > longestGrant) return false;
    const now = Date.now();
    const granted = grants.get(key);
    if (granted !== undefined && now - granted < maxAge * 1_000) return true;
    // The oldest is the first: what is granted anew moves to the end.
    grants.delete(key);
    grants.set(key, now);
    if (grants.size > mostGrants) {
      const [oldest] = grants.keys();
      if (oldest !== undefined) grants.delete(oldest);
    }
    return false;
  };
}
