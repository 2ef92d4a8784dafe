/** A page that asked, as a log or a published decision tells of it. */
export interface Use {
  /** Method and pattern, such as `PUT /items/:id`; `undefined` where nothing is routed. */
  readonly route: string | undefined;
  readonly origin: string;
  readonly count: number;
  /** Whether it got what it asked for. */
  readonly isGranted: boolean;
}

/** The reasons with which a decision grants. A shadow that grants more is no use that anybody made. */
const granting = new Set(['no-origin', 'any-origin', 'origin-matched', 'origin-function-allowed']);

/**
 * What a line tells of: a line of our log, a summary in it, or a decision as `routecors:decision` publishes
 * it; `undefined` where it is none of them. A request without `Origin` is no page's.
 */
export function usesOf(line: string): readonly Use[] | undefined {
  const entry = parse(line);
  if (entry === undefined) return undefined;
  const { cors } = entry;
  if (isRecord(cors)) {
    const { denials } = cors;
    const uses = (Array.isArray(denials) ? denials : [cors]).map(useOfDenial);
    return uses.every((use) => use === undefined) && !isDenial(cors) && !Array.isArray(denials)
      ? undefined
      : uses.filter((use) => use !== undefined);
  }
  if (!isRecord(entry['decision'])) return undefined;
  const use = useOfDecision(entry, entry['decision']);
  return use === undefined ? [] : [use];
}

/** `core`'s `Denial` and `CountedDenial`. */
function useOfDenial(denial: unknown): Use | undefined {
  if (!isRecord(denial) || !isDenial(denial)) return undefined;
  const { route, origin, reason, isShadow, count = 1 } = denial;
  if (typeof origin !== 'string' || !isCount(count)) return undefined;
  if (isShadow === true && granting.has(String(reason))) return undefined;
  const name = String(route);
  const isRouted = !name.endsWith(' (no route)');
  return {
    route: isRouted ? routeOf(name) : undefined,
    origin,
    count,
    isGranted: isShadow === true,
  };
}

const isDenial = ({ route, reason }: Record<string, unknown>): boolean =>
  typeof route === 'string' && typeof reason === 'string';

/** `core`'s `DecisionEvent`. The server's own pages need no policy. */
function useOfDecision(
  { method, route, isOwn }: Record<string, unknown>,
  { origin, allowed }: Record<string, unknown>,
): Use | undefined {
  if (typeof origin !== 'string' || typeof allowed !== 'boolean' || isOwn === true)
    return undefined;
  const isRouted = typeof route === 'string' && typeof method === 'string';
  return {
    route: isRouted ? routeOf(`${method} ${route}`) : undefined,
    origin,
    count: 1,
    isGranted: allowed,
  };
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
