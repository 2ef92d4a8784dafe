import type { RouteCorsOptions, ScopeCorsOptions } from '../../src/index.ts';

/**
 * A server and what it must answer, as data: replayed by the core, by each adapter over its
 * framework, and by browsers. Handlers answer 200 with the body `ok`.
 */
export interface ServerCase {
  /** What the case protects. */
  readonly name: string;
  /** The options of the registration around all routes. */
  readonly options: ScopeCorsOptions;
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    /** The route's own level; left out where it has none. */
    readonly cors?: RouteCorsOptions;
  }[];
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** Request headers, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** Every `access-control-*` of the answer, and its `vary`: no more, no less. */
  readonly answer: Readonly<Record<string, string>>;
}

/** A preflight from `origin` that asks for `method`, and for `headers` where they are given. */
export function preflight(
  path: string,
  origin: string,
  method: string,
  headers?: string,
): Pick<Exchange, 'method' | 'path' | 'headers'> {
  const asked = headers === undefined ? {} : { 'access-control-request-headers': headers };
  return {
    method: 'OPTIONS',
    path,
    headers: { origin, 'access-control-request-method': method, ...asked },
  };
}

/** A request from a page of `origin`, or from nobody's. */
export function actual(
  method: string,
  path: string,
  origin?: string,
): Pick<Exchange, 'method' | 'path' | 'headers'> {
  return { method, path, headers: origin === undefined ? {} : { origin } };
}

export const app = 'https://app.example';
export const evil = 'https://evil.example';

/** `Vary` of a preflight whose policy depends on the origin. */
export const preflightVary =
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

/** `Vary` of a preflight that everybody is answered alike, or nobody is. */
export const preflightVaryAlike = 'Access-Control-Request-Method, Access-Control-Request-Headers';
