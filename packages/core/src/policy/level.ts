import { type Report, show } from './issue.ts';
import { optionNames } from './options.ts';
import {
  parseAllowedHeaders,
  parseExposedHeaders,
  parseMethods,
  parseVary,
} from './parse-lists.ts';
import { parseOrigins, parseOwnOrigins } from './parse-origins.ts';
import {
  parseBoolean,
  parseCacheControl,
  parseEnforce,
  parseMaxAge,
  parseStatus,
} from './parse-values.ts';
import { isPlainOptions } from './plain-options.ts';
import type { Policy } from './policy.ts';
import { reportUnknownKey } from './unknown-key.ts';

/** One place where a person wrote options: a registration, a scope, a controller, a route. */
export interface Level {
  /** How messages name the place, such as `GET /feed config.cors`. */
  readonly path: string;
  /** What stands there, unchecked; `undefined` where nothing does. */
  readonly value: unknown;
}

/** Header names on top of inherited lists, in lower case. */
export type AddedHeaders = Partial<Record<'allowedHeaders' | 'exposedHeaders', readonly string[]>>;

/** What one level's options say, parsed: only the options that are there and right. */
export interface ParsedLevel {
  readonly path: string;
  readonly extends: string | undefined;
  readonly fields: Partial<Policy>;
  /** Names that are added to what is inherited. */
  readonly adds: AddedHeaders;
  /** What `shadow` says: a level on top of this one that is judged and not obeyed. */
  readonly shadow: ParsedLevel | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Parses the options of one level. Everything wrong is reported with its place; what is right is kept.
 *
 * @param otherKeys keys that stand beside the options there, for the suggestion after a typo
 */
export function parseLevel(
  options: object,
  path: string,
  otherKeys: readonly string[],
  report: Report,
): ParsedLevel {
  const fields: Mutable<Partial<Policy>> = {};
  const adds: Mutable<AddedHeaders> = {};
  let base: string | undefined;
  let shadow: ParsedLevel | undefined;
  for (const [name, value] of Object.entries(options)) {
    const place = `${path}.${name}`;
    if (!isOptionName(name)) reportUnknownKey(name, value, path, otherKeys, report);
    else if (value === undefined) reportUndefined(name, place, report);
    else if (name === 'extends') base = parseName(value, place, report);
    else if (isAddable(name) && isAddition(value)) {
      const names = parsers[name](value.add, `${place}.add`, report);
      if (names === '*') reportAddedStar(`${place}.add`, report);
      else if (names !== undefined) adds[name] = names;
    } else if (name === 'shadow') shadow = parseShadow(value, place, report);
    else if (name === 'origin') {
      const said = options as Record<string, unknown>;
      const allowed = {
        null: said['dangerouslyAllowNull'] === true,
        file: said['dangerouslyAllowFile'] === true,
        isRegExpUntrusted: said['credentials'] === true && said['dangerouslyTrustRegExp'] !== true,
      };
      assign(fields, name, parseOrigins(value, allowed, place, report));
    } else assign(fields, name, parsers[name](value, place, report));
  }
  return { path, extends: base, fields, adds, shadow };
}

const isAddable = (name: string): name is keyof AddedHeaders =>
  name === 'allowedHeaders' || name === 'exposedHeaders';

function isAddition(value: unknown): value is { readonly add: unknown } {
  return isPlainOptions(value) && Object.keys(value).length === 1 && Object.hasOwn(value, 'add');
}

function reportAddedStar(path: string, report: Report): void {
  report({
    code: 'wildcard-in-list',
    path,
    value: '*',
    message: "'*' is everything, and nothing can be added to it.",
    hint: "Write '*' in place of the object, or name what is to be added.",
  });
}

function parseShadow(value: unknown, path: string, report: Report): ParsedLevel | undefined {
  if (!isPlainOptions(value)) {
    report({
      code: 'value-type',
      path,
      value,
      message: `${show(value)} is no set of options to try out.`,
      hint: "Write options, as in shadow: { origin: ['https://app.example'] }.",
    });
    return undefined;
  }
  for (const name of ['extends', 'shadow']) {
    if (!Object.hasOwn(value, name)) continue;
    report({
      code: 'shadow-nested',
      path: `${path}.${name}`,
      value: Reflect.get(value, name),
      message: `'${name}' stands inside of shadow, which takes options only.`,
      hint: 'Write the options themselves.',
    });
    return undefined;
  }
  return parseLevel(value, path, [], report);
}

type FieldName = Exclude<(typeof optionNames)[number], 'extends' | 'origin' | 'shadow'>;
type Parser<Value> = (value: unknown, path: string, report: Report) => Value | undefined;

const parsers: { readonly [Name in FieldName]: Parser<Policy[Name]> } = {
  methods: parseMethods,
  allowedHeaders: parseAllowedHeaders,
  exposedHeaders: parseExposedHeaders,
  credentials: parseBoolean,
  maxAge: parseMaxAge,
  optionsSuccessStatus: parseStatus,
  cacheControl: parseCacheControl,
  vary: parseVary,
  enforce: parseEnforce,
  ownOrigins: parseOwnOrigins,
  dangerouslyAllowHttp: parseBoolean,
  dangerouslyAllowPublicSuffix: parseBoolean,
  dangerouslyAllowNull: parseBoolean,
  dangerouslyAllowFile: parseBoolean,
  dangerouslyAllowAnyOrigin: parseBoolean,
  dangerouslyTrustRegExp: parseBoolean,
};

function assign<Name extends keyof Omit<Policy, 'shadow'>>(
  fields: Mutable<Partial<Policy>>,
  name: Name,
  value: Policy[Name] | undefined,
): void {
  if (value !== undefined) fields[name] = value;
}

function isOptionName(name: string): name is (typeof optionNames)[number] {
  return (optionNames as readonly string[]).includes(name);
}

function reportUndefined(name: string, path: string, report: Report): void {
  report({
    code: 'value-undefined',
    path,
    value: undefined,
    message: `${name} is undefined, as an unset environment variable is: nobody meant the default.`,
    hint: 'Give it a value, or leave the key out.',
  });
}

function parseName(value: unknown, path: string, report: Report): string | undefined {
  if (typeof value === 'string') return value;
  const message = `${show(value)} is no policy name.`;
  report({
    code: 'value-type',
    path,
    value,
    message,
    hint: "Write the name of an entry of 'policies'.",
  });
  return undefined;
}
