/** A package whose options are read. */
export interface Dialect {
  readonly name: '@fastify/cors' | 'cors';
  /** What its preflights grant where nothing is said. */
  readonly methods: readonly string[];
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

/** `@fastify/cors` 9 to 11, as Nest on Fastify has it, too. */
export const fastifyCors: Dialect = {
  name: '@fastify/cors',
  methods: ['GET', 'HEAD', 'POST'],
  options: new Set([...shared, 'cacheControl']),
};

/** `cors` 2, the middleware of Express, as Nest on Express has it. */
export const expressCors: Dialect = {
  name: 'cors',
  methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
  options: new Set(shared),
};
