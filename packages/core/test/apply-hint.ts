import type { CorsIssue } from '../src/index.ts';
import type { Refusal } from './cases/refusals.ts';

type Options = Pick<Refusal, 'options' | 'route' | 'method'>;

/** Does what a hint says, word by word; `undefined` where it asks for what only a person knows. */
export function applyHint(
  { options, route, method }: Refusal,
  issue: CorsIssue,
): Options | undefined {
  const edit = editOf(issue);
  if (edit === undefined) return undefined;
  const [level, ...keys] = pathOf(issue).match(/[^.[\]]+/g) ?? [];
  const levels: Record<string, unknown> = { register: clone(options), route: clone(route) };
  if (level === undefined || !Object.hasOwn(levels, level)) return undefined;
  let parent: Record<string, unknown> = levels;
  for (const key of [level, ...keys.slice(0, -1)].slice(0, keys.length)) {
    parent = parent[key] as Record<string, unknown>;
  }
  edit(parent, keys.at(-1) ?? level);
  return {
    options: levels['register'],
    ...(levels['route'] === undefined ? {} : { route: levels['route'] }),
    ...(method === undefined ? {} : { method }),
  };
}

/** Some hints are about what holds the value, or about what stands beside it. */
function pathOf({ path, hint }: CorsIssue): string {
  if (hint.includes('in place of the object')) return path.replace(/\.add$/, '');
  return exceptionIn(hint) === undefined ? path : path.replace(/\[\d+\]$/, '');
}

const exceptionIn = (hint: string): string | undefined => /(dangerously\w+): true/.exec(hint)?.[1];

type Edit = (parent: Record<string, unknown>, key: string) => void;

function editOf({ code, hint }: CorsIssue): Edit | undefined {
  const set =
    (value: unknown): Edit =>
    (parent, key) => {
      parent[key] = value;
    };
  const name = /^Write '([^':]+)'/.exec(hint)?.[1];
  if (code === 'unknown-key' && name !== undefined) {
    return (parent, key) => {
      parent[name] = parent[key];
      delete parent[key];
    };
  }
  const regexp = /^Write \/(.*)\/([a-z]*), or/.exec(hint);
  if (regexp) return set(new RegExp(regexp[1] ?? '', regexp[2]));
  const list = /as in (?:\w+: )?(\[.*?\])/.exec(hint)?.[1];
  if (list !== undefined) return set(JSON.parse(list.replaceAll("'", '"')));
  const number = /^Write (?:seconds(?: as a number)?, such as )?(\d+)/.exec(hint)?.[1];
  if (number !== undefined) return set(Number(number));
  if (hint.startsWith('Write true')) return set(true);
  const entry = /^Write (?:(?:an origin|each in full,|one name an entry,) such as )?'([^']+)'/.exec(
    hint,
  )?.[1];
  if (entry !== undefined) return set(entry);
  const exception = exceptionIn(hint);
  if (exception !== undefined) {
    return (parent) => {
      parent[exception] = true;
    };
  }
  if (/^(?:Remove it|Give it a value, or leave)/.test(hint)) {
    return (parent, key) => {
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
    };
  }
  return undefined;
}

/** Plain objects and lists; all else is kept as it is. */
function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (
    typeof value !== 'object' ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  )
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clone(inner)]));
}
