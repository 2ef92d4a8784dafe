/** A package whose options are read. */
export interface Dialect {
  readonly name: '@fastify/cors' | 'cors';
  /** What its preflights grant where nothing is said. */
  readonly methods: readonly string[];
  /** Whether another version of it may have granted more. */
  readonly isGuess?: boolean;
  /** Its options that we have by the same name and with the same meaning. */
  readonly options: ReadonlySet<string>;
}

const shared = [
  'origin',
  'methods',
  'allowedHeaders',
  'exposedHeaders',
  'credentials',
  'maxAge',
  'optionsSuccessStatus',
];

const everyMethod = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

/** `cors` 2, the middleware of Express, as Nest on Express has it. */
export const expressCors: Dialect = {
  name: 'cors',
  methods: everyMethod,
  options: new Set(shared),
};

/** `@fastify/cors` of a major version; where that is not known, as 11 is, which grants least. */
export function fastifyCors(major: number | undefined): Dialect {
  return {
    name: '@fastify/cors',
    methods: major !== undefined && major < 11 ? everyMethod : ['GET', 'HEAD', 'POST'],
    isGuess: major === undefined,
    options: new Set([...shared, 'cacheControl']),
  };
}
