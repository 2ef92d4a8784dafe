import {
  type DecisionEvent,
  type Reason,
  createDecisionMetrics,
  denialOf,
  explain,
} from '@routecors/core';

/** A denial as the page shows it. */
export interface SeenDenial {
  readonly route: string;
  readonly origin: string | undefined;
  readonly reason: Reason;
  /** Why, with the fix. */
  readonly sentence: string;
  readonly count: number;
}

/** What was asked of a route. */
export interface SeenCounts {
  readonly decisions: number;
  readonly preflights: number;
  /** Preflights that a `maxAge` of 7200 would save, at most. */
  readonly repeated: number;
}

/** What the inspector has seen since the server started, in bounded memory. */
export interface Seen {
  readonly see: (event: DecisionEvent) => void;
  /** The last ones, latest first. */
  readonly denials: () => readonly SeenDenial[];
  /** By method and pattern, such as `PUT /items/:id`. */
  readonly counts: () => Readonly<Record<string, SeenCounts>>;
}

const mostDenials = 100;
const none: SeenCounts = { decisions: 0, preflights: 0, repeated: 0 };

/** Makes the memory of one inspector. */
export function createSeen(): Seen {
  const denials = new Map<string, SeenDenial>();
  const counts = new Map<string, SeenCounts>();
  // The same counting as in the metrics, whose attributes are bounded by the routes.
  const record = createDecisionMetrics({
    createCounter: (name) => ({
      add: (value, attributes) => {
        const { 'http.route': route, 'http.request.method': method } = attributes;
        if (route === undefined) return;
        const key = `${method ?? ''} ${route}`;
        const { decisions, preflights, repeated } = counts.get(key) ?? none;
        const isDecision = name === 'cors.decisions';
        const isPreflight = isDecision && attributes['cors.kind'] === 'preflight';
        counts.set(key, {
          decisions: decisions + (isDecision ? value : 0),
          preflights: preflights + (isPreflight ? value : 0),
          repeated: repeated + (isDecision ? 0 : value),
        });
      },
    }),
  });

  return {
    see: (event) => {
      record(event);
      const { decision, method, route, isOwn } = event;
      if (decision.allowed || isOwn) return;
      const denial = denialOf(decision, method, route);
      const key = `${denial.reason}\n${denial.origin ?? ''}\n${denial.route}`;
      const { count } = denials.get(key) ?? { count: 0 };
      // The latest is the last.
      denials.delete(key);
      denials.set(key, {
        route: denial.route,
        origin: denial.origin,
        reason: denial.reason,
        sentence: explain(decision),
        count: count + 1,
      });
      if (denials.size <= mostDenials) return;
      const [oldest] = denials.keys();
      if (oldest !== undefined) denials.delete(oldest);
    },
    denials: () => [...denials.values()].toReversed(),
    counts: () => Object.fromEntries(counts),
  };
}
