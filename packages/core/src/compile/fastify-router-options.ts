/** What of Fastify's options decides how paths are matched. They are find-my-way's own. */
export interface FastifyRouterOptions {
  readonly ignoreTrailingSlash: boolean;
  readonly ignoreDuplicateSlashes: boolean;
  readonly caseSensitive: boolean;
  readonly maxParamLength: number;
  readonly allowUnsafeRegex: boolean;
  readonly useSemicolonDelimiter: boolean;
}

/**
 * The router options in force. Fastify 5 has them at two places, the older one still works, and each
 * shows its default where only the other is set.
 *
 * @param initialConfig that of the Fastify instance
 */
export function fastifyRouterOptions(
  initialConfig: Readonly<Record<string, unknown>>,
): FastifyRouterOptions {
  const newer = (initialConfig['routerOptions'] ?? {}) as Readonly<Record<string, unknown>>;
  const values = (name: keyof FastifyRouterOptions) => [newer[name], initialConfig[name]];
  const isOn = (name: keyof FastifyRouterOptions): boolean => values(name).includes(true);
  const length = values('maxParamLength').find((value) => value !== undefined && value !== 100);
  return {
    ignoreTrailingSlash: isOn('ignoreTrailingSlash'),
    ignoreDuplicateSlashes: isOn('ignoreDuplicateSlashes'),
    allowUnsafeRegex: isOn('allowUnsafeRegex'),
    useSemicolonDelimiter: isOn('useSemicolonDelimiter'),
    caseSensitive: !values('caseSensitive').includes(false),
    maxParamLength: typeof length === 'number' ? length : 100,
  };
}

/** Whether a path is taken as it is: another case, a slash more or a semicolon make another path. */
export function takesPathsAsTheyAre(options: FastifyRouterOptions): boolean {
  return (
    options.caseSensitive &&
    !options.ignoreTrailingSlash &&
    !options.ignoreDuplicateSlashes &&
    !options.useSemicolonDelimiter
  );
}
