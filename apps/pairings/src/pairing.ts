/** A package that is tried beside us: how it is set up, and what it is asked. */
export interface Pairing {
  /** What the table calls it. */
  readonly name: string;
  /** The packages of the registry that it is about, with whatever they cannot be without. */
  readonly packages: readonly string[];
  /** Where it stands: each order of registration is a server of its own. */
  readonly servers: readonly OrderedServer[];
  readonly asks: Asks;
  /** What somebody who uses the two together has to know; most need to know nothing. */
  readonly note?: string;
}

/** A server in which the two stand in one order. */
export interface OrderedServer {
  /** Such as `Fastify, after ours`. */
  readonly order: string;
  /** Starts it on a free port of this machine. */
  readonly start: () => Promise<RunningServer>;
}

/** A server that answers. */
export interface RunningServer {
  readonly address: string;
  readonly close: () => Promise<unknown>;
}

/** A request without its origin. */
export interface Ask {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The status of the answer. */
  readonly status: number;
}

/** What is asked of a server, beside its preflights and a path that is not there. */
export interface Asks {
  /** A request that the package serves, or lets pass. */
  readonly served: Ask;
  /** A request that fails: in the route, or because the package ends it. */
  readonly failed: Ask;
}

/** The origin of the page that the policy is for. */
export const page = 'https://app.example';
export const stranger = 'https://stranger.example';

/** The routes that every server has, beside what the package brings. */
export const paths = { plain: '/plain', fail: '/fail' } as const;

/** What a package that answers nothing itself is asked. */
export const passing: Asks = {
  served: { path: paths.plain, status: 200 },
  failed: { path: paths.fail, status: 500 },
};
