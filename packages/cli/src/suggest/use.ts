import { type AllowedReason, noRoute } from '@routecors/core';

/** A page that asked, as a log or a published decision tells of it. */
export interface Use {
  /** Method and pattern, such as `PUT /items/:id`; `undefined` where nothing is routed. */
  readonly route: string | undefined;
  readonly origin: string;
  readonly count: number;
  /** Whether it got what it asked for. */
  readonly isGranted: boolean;
}

/** A shadow that grants more is no use that anybody made. */
const granting: Readonly<Record<AllowedReason, true>> = {
  'no-origin': true,
  'any-origin': true,
  'origin-matched': true,
  'origin-function-allowed': true,
};

/**
 * What a line tells of: a line of our log, a summary in it, or a decision as `routecors:decision` publishes
 * it; `undefined` where it is none of them. A request without `Origin` is no page's.
 */
export function usesOf(line: string): readonly Use[] | undefined {
  const entry = parse(line);
  if (entry === undefined) return undefined;
  const { cors } = entry;
  if (isRecord(cors)) {
    const denials = Array.isArray(cors['denials']) ? cors['denials'] : [cors];
    if (!denials.some(isDenial)) return undefined;
    return denials.filter(isDenial).flatMap(usesOfDenial);
  }
  if (!isRecord(entry['decision'])) return undefined;
  return usesOfDecision(entry, entry['decision']);
}

/** What is needed of `core`'s `Denial` and `CountedDenial`. */
interface LoggedDenial extends Record<string, unknown> {
  readonly route: string;
  readonly reason: string;
}

function isDenial(value: unknown): value is LoggedDenial {
  return (
    isRecord(value) && typeof value['route'] === 'string' && typeof value['reason'] === 'string'
  );
}

function usesOfDenial({ route, reason, origin, isShadow, count = 1 }: LoggedDenial): Use[] {
  if (typeof origin !== 'string' || !isCount(count)) return [];
  const isGranted = isShadow === true;
  if (isGranted && Object.hasOwn(granting, reason)) return [];
  const isRouted = !route.endsWith(` ${noRoute}`);
  return [{ route: isRouted ? routeOf(route) : undefined, origin, count, isGranted }];
}

/** `core`'s `DecisionEvent`. The server's own pages need no policy. */
function usesOfDecision(
  { method, route, isOwn }: Record<string, unknown>,
  { origin, allowed }: Record<string, unknown>,
): Use[] {
  if (typeof origin !== 'string' || typeof allowed !== 'boolean' || isOwn === true) return [];
  const isRouted = typeof route === 'string' && typeof method === 'string';
  const name = isRouted ? routeOf(`${method} ${route}`) : undefined;
  return [{ route: name, origin, count: 1, isGranted: allowed }];
}

/** Frameworks answer HEAD with the route of GET, which is where its policy is written. (RFC 9110, section 9.3.2) */
const routeOf = (name: string): string => name.replace(/^HEAD /, 'GET ');

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
