import type { RouteTarget } from '../fetch/route-target.ts';
import type { OriginList } from './origin-list.ts';

/**
 * What a person writes. Everything here is checked again when the server boots, for the sake of
 * those who write JavaScript or read their options from a file.
 */

/**
 * Asked about each well-formed origin that is not `null`. Only a literal `true` allows; a throw, a
 * rejection, any other value, or no answer within five seconds denies, and is reported.
 *
 * It has to say the same of a preflight as of the request that follows. A preflight shows the URL,
 * `Host` and `Origin`. It shows no cookies, no `Authorization` and no value of any other header, and
 * the framework routes it nowhere: its request has no route and no path parameters, and its method is
 * `OPTIONS`. So take these three from `target`. (Fetch, "CORS-preflight fetch")
 *
 * `This` is what `this` is in a `function` or a method: in Fastify the instance that the plugin is
 * registered in, elsewhere nothing.
 *
 * @param origin the request's `Origin`, byte for byte
 * @param request the framework's own request
 * @param target the route, its path parameters and the method asked for: the same on both
 */
export type OriginFunction<Request, This = unknown> = (
  this: This,
  origin: string,
  request: Request,
  target: RouteTarget,
) => boolean | Promise<boolean>;

/**
 * An exact origin (`https://app.example`), an anchored RegExp, or a pattern: `https://*.app.example` (one
 * or more labels), `https://shop-*-team.app.example` (a part of one label: letters, digits, hyphens),
 * `http://localhost:*` (any port or none), `moz-extension://*` (any host of a scheme without domains). Or a
 * list that changes while the server runs, as `@routecors/origins` makes it.
 */
export type OriginEntry = string | RegExp | OriginList;

/** `'*'` is everybody, `false` is CORS off, `[]` is nobody. */
export type OriginOption<Request = unknown, This = unknown> =
  | OriginEntry
  | false
  | readonly OriginEntry[]
  | OriginFunction<Request, This>;

/** As {@link OriginOption}, without `'*'`, which browsers reject together with credentials. Put a computed string in a list. */
export type CredentialedOriginOption<Request = unknown, This = unknown> =
  | `${string}://${string}`
  | RegExp
  | OriginList
  | false
  | readonly OriginEntry[]
  | OriginFunction<Request, This>;

/** Names on top of the inherited list, which a plain list replaces. On top of `'*'` they change nothing. */
export interface AddedNames {
  readonly add: readonly string[];
}

interface BaseOptions {
  /** Start from this named policy instead of the inherited one, then override. */
  readonly extends?: string;
  /** Methods that a preflight may grant; always cut to those routed on the path with the same policy. Default: all of those. */
  readonly methods?: '*' | readonly string[];
  /** Request header names that a page may send. Default: `'*'`, any valid name, `Authorization` included. */
  readonly allowedHeaders?: '*' | readonly string[] | AddedNames;
  /** Response header names that a page may read beside the safelisted ones. Default: none. */
  readonly exposedHeaders?: '*' | readonly string[] | AddedNames;
  /** How many seconds a browser may remember a preflight: 0 to 86400. Default: not sent, which browsers take for 5. */
  readonly maxAge?: number;
  /** Status of an answered preflight: 200 to 299. Default: 204. */
  readonly optionsSuccessStatus?: number;
  /** `Cache-Control` of preflights: seconds, or the header's value. Default: not sent. */
  readonly cacheControl?: number | string;
  /** Request headers that the `origin` function reads; they go into `Vary`. Default: none. */
  readonly vary?: readonly string[];
  /**
   * Refuse what other sites' pages send, with 403 and before any handler: `true` for WebSockets and
   * every method but `GET`, `HEAD` and `OPTIONS`; `'all'` for reads as well, links to the server
   * excepted. The server's own pages, the policy's origins and whatever is no browser pass. Default: `false`.
   */
  readonly enforce?: boolean | 'all';
  /**
   * Origins of the server's own pages, for `enforce` behind a proxy that changes `Host`. Asked only
   * about browsers that send no `Sec-Fetch-Site`. Default: none; the origin with the request's own host is always one.
   */
  readonly ownOrigins?: readonly string[];
  /** Accept plain `http:` origins beyond loopback together with credentials: whoever is on the network path can act as the user. */
  readonly dangerouslyAllowHttp?: boolean;
  /** Accept a pattern below a public suffix together with credentials: anybody can register a name there. */
  readonly dangerouslyAllowPublicSuffix?: boolean;
  /** Accept `'null'` among the origins: every sandboxed frame of every site sends it. */
  readonly dangerouslyAllowNull?: boolean;
  /** Accept `'file://'` among the origins: every local file has it, in web views and where a browser lets files call servers. */
  readonly dangerouslyAllowFile?: boolean;
  /** Reflect any origin with credentials: every site can act as the user. Goes with `origin: '*'`. */
  readonly dangerouslyAllowAnyOrigin?: boolean;
  /** Accept a RegExp together with credentials, although nothing can check what it lets in. */
  readonly dangerouslyTrustRegExp?: boolean;
}

/** What a policy says, in one of the three ways in which `origin` and `credentials` go together. */
type PolicyOptions<Request, This> = BaseOptions &
  (
    | { readonly origin?: OriginOption<Request, This>; readonly credentials?: false }
    | { readonly origin?: CredentialedOriginOption<Request, This>; readonly credentials: true }
    | {
        readonly origin: '*';
        readonly credentials: true;
        readonly dangerouslyAllowAnyOrigin: true;
      }
  );

/** A policy as a person writes it: whole, or as one level that overrides what it inherits. */
export type CorsOptions<Request = unknown, This = unknown> = PolicyOptions<Request, This> & {
  /**
   * Options that are tried out: what the policy would be with these on top is judged beside it and not
   * obeyed, and where the two differ, that is reported. Inherited like the policy itself.
   */
  readonly shadow?: Omit<PolicyOptions<Request, This>, 'extends'>;
};

/** What a route, controller or handler may say: options, the name of a policy, `false` for off, `true` for inherit. */
export type RouteCorsOptions<Request = unknown, This = unknown> =
  | CorsOptions<Request, This>
  | string
  | boolean;

/** What a registration may say: its own level, and policies that everything below can name. */
export type ScopeCorsOptions<Request = unknown, This = unknown> = CorsOptions<Request, This> & {
  readonly policies?: Readonly<Record<string, CorsOptions<Request, This>>>;
};

/** The names of the options of a policy, in the order in which they are printed. */
export const optionNames = [
  'origin',
  'extends',
  'methods',
  'allowedHeaders',
  'exposedHeaders',
  'credentials',
  'maxAge',
  'optionsSuccessStatus',
  'cacheControl',
  'vary',
  'enforce',
  'ownOrigins',
  'shadow',
  'dangerouslyAllowHttp',
  'dangerouslyAllowPublicSuffix',
  'dangerouslyAllowNull',
  'dangerouslyAllowFile',
  'dangerouslyAllowAnyOrigin',
  'dangerouslyTrustRegExp',
] as const;
