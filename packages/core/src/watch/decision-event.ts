import type { Decision } from '../decide/decision.ts';

/** The name of the diagnostics channel on which adapters publish every decision. */
export const decisionChannel = 'routecors:decision';

/** What is published: plain data, made only where somebody listens. */
export interface DecisionEvent {
  readonly decision: Decision;
  /** The method of the request, or the one that a preflight asks for, unchecked. */
  readonly method: string;
  /** The request's path and query, as it came, unchecked. */
  readonly url: string;
  /** The pattern of the route, such as `/items/:id`; `undefined` where nothing is routed. */
  readonly route: string | undefined;
  /** Whether one of the server's own pages sent it: nothing is blocked then, whatever was decided. */
  readonly isOwn: boolean;
  /** What the shadow policy would have decided; `undefined` where there is none. */
  readonly shadow: Decision | undefined;
}
