import type { Decision } from '../decide/decision.ts';
import type { Reason } from '../decide/reason.ts';

/** What was denied to whom, less what differs from one request to the next. */
export interface Denial {
  /** Method and pattern of the route, such as `PUT /items/:id`, or {@link noRoute} for the pattern. */
  readonly route: string;
  /** The request's `Origin`, unchecked; `undefined` where there is none. */
  readonly origin: string | undefined;
  readonly reason: Reason;
  /** Whether it is the shadow policy's: the request itself was not denied. */
  readonly isShadow: boolean;
}

/** A denial, and how often it came. */
export interface CountedDenial extends Denial {
  readonly count: number;
}

/** What stands in {@link Denial.route} for the pattern, where nothing is routed. */
export const noRoute = '(no route)';

/** The longest of what a request may choose itself that is kept: memory and log lines are bounded by it. */
const longestKept = 200;

/**
 * Makes the denial of a decision.
 *
 * @param method the method of the request, or the one that a preflight asks for
 * @param route the pattern of the route; `undefined` where nothing is routed
 */
export function denialOf(
  { origin, reason }: Decision,
  method: string,
  route: string | undefined,
  isShadow = false,
): Denial {
  const name = `${cut(method)} ${route ?? noRoute}`;
  return { route: name, origin: origin === undefined ? undefined : cut(origin), reason, isShadow };
}

const cut = (text: string): string =>
  text.length > longestKept ? `${text.slice(0, longestKept)}…` : text;
