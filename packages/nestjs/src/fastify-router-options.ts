import type findMyWay from 'find-my-way';

const booleanOptions = [
  'ignoreTrailingSlash',
  'ignoreDuplicateSlashes',
  'allowUnsafeRegex',
  'useSemicolonDelimiter',
] as const;

/**
 * The options of Fastify's router that decide how paths are matched. Fastify 5 has them at two
 * places, and each shows its default where only the other is set.
 */
export function routerOptions(
  initialConfig: Readonly<Record<string, unknown>>,
): NonNullable<Parameters<typeof findMyWay>[0]> {
  const newer = (initialConfig['routerOptions'] ?? {}) as Readonly<Record<string, unknown>>;
  const values = (name: string) => [newer[name], initialConfig[name]];
  const length = values('maxParamLength').find((value) => value !== undefined && value !== 100);
  return {
    ...Object.fromEntries(booleanOptions.map((name) => [name, values(name).includes(true)])),
    caseSensitive: !values('caseSensitive').includes(false),
    maxParamLength: typeof length === 'number' ? length : 100,
  };
}
