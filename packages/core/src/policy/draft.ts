import type { Report } from './issue.ts';
import { type Level, type ParsedLevel, parseLevel } from './level.ts';
import { type NamedPolicies, addNamedPolicies, levelsOfName } from './named-policies.ts';
import { diagnoseOptions, isPlainOptions } from './plain-options.ts';
import { type Policy, defaults, fieldsOfOff } from './policy.ts';

/** A policy in the making: what the levels so far say, and which of them said it. */
export interface Draft {
  readonly fields: Partial<Policy>;
  /** The path of the level that each field comes from. */
  readonly from: { readonly [Name in keyof Policy]?: string };
  /** The path of the level that was added last. */
  readonly path: string;
  readonly policies: NamedPolicies;
  /** A level of it was wrong: what follows from that is not reported again. */
  readonly isBroken: boolean;
  /** The same draft with what `shadow` says on top. */
  readonly shadow: Draft | undefined;
}

/** A draft in which nobody has said anything yet. */
export const emptyDraft: Draft = Object.freeze({
  fields: {},
  from: {},
  path: '',
  policies: new Map(),
  isBroken: false,
  shadow: undefined,
});

/**
 * The fields that decide whom to trust. A level that says `origin` anew takes none of them from the
 * levels around it, so that trust given to one set of origins is never inherited by another.
 */
const trustGroup = [
  'credentials',
  'vary',
  'dangerouslyAllowHttp',
  'dangerouslyAllowPublicSuffix',
  'dangerouslyAllowNull',
  'dangerouslyAllowFile',
  'dangerouslyAllowAnyOrigin',
  'dangerouslyTrustRegExp',
] as const;

/**
 * Adds the level of a registration, which may also define named policies. The first registration,
 * with no options at all, is for everybody: the one default that is safe, since it carries no
 * credentials.
 */
export function addScope(draft: Draft, { path, value }: Level, report: Report): Draft {
  // A controller is a scope that may say no more than a name, or false.
  if (draft !== emptyDraft && typeof value !== 'object')
    return addLevel(draft, { path, value }, report);
  return noting(draft, path, report, (note) => {
    if (!isPlainOptions(value)) {
      note({ ...diagnoseOptions(value), path, value });
      return draft;
    }
    if (draft === emptyDraft && Object.keys(value).length === 0) {
      return overlay(draft, levelOf(path, anyOrigin));
    }
    const { policies: own, ...options } = value as { policies?: unknown };
    const policies = Object.hasOwn(value, 'policies')
      ? addNamedPolicies(draft.policies, own, `${path}.policies`, note)
      : draft.policies;
    return overlayOptions({ ...draft, policies }, path, options, ['policies'], note);
  });
}

/**
 * Adds one level to a draft. The nearest defined field wins, lists replace, a name replaces all that
 * was inherited, `true` and `undefined` leave the draft as it is.
 */
export function addLevel(draft: Draft, { path, value }: Level, report: Report): Draft {
  if (value === undefined || value === true) return draft;
  return noting(draft, path, report, (note) => {
    if (value === false) return overlay(draft, levelOf(path, off));
    if (typeof value === 'string') return replaceByName(draft, value, path, note);
    if (isPlainOptions(value)) return overlayOptions(draft, path, value, [], note);
    note({ ...diagnoseOptions(value), path, value });
    return draft;
  });
}

/** A named policy as it stands in a scope, for checking it before anything uses it. */
export function draftOfPolicy(draft: Draft, levels: readonly ParsedLevel[]): Draft {
  const path = levels.at(-1)?.path ?? draft.path;
  return levels.reduce(overlay, { ...draft, fields: {}, from: {}, shadow: undefined, path });
}

/** Makes the next draft, and marks it as broken where anything was reported on the way. */
function noting(draft: Draft, path: string, report: Report, make: (note: Report) => Draft): Draft {
  let { isBroken } = draft;
  const next = make((issue) => {
    isBroken ||= issue.severity !== 'warning';
    report(issue);
  });
  return { ...next, path, isBroken };
}

function overlayOptions(
  draft: Draft,
  path: string,
  options: object,
  otherKeys: readonly string[],
  report: Report,
): Draft {
  const level = parseLevel(options, path, otherKeys, report);
  const base =
    level.extends === undefined
      ? draft
      : replaceByName(draft, level.extends, `${path}.extends`, report);
  const names = Object.keys({ ...level.fields, ...level.adds });
  const isSilent =
    !Object.hasOwn(options, 'origin') &&
    names.some((name) => !(fieldsOfOff as readonly string[]).includes(name));
  if (base.fields.origin?.kind === 'off' && isSilent) {
    report({
      code: 'override-of-off',
      path,
      value: options,
      message: `CORS is off here (${base.from.origin}), so these options would do nothing.`,
      hint: "State 'origin', or name a policy, to turn it on for this route.",
    });
  }
  return overlay(base, level);
}

const anyOrigin: Partial<Policy> = Object.freeze({ origin: Object.freeze({ kind: 'any' }) });
const off: Partial<Policy> = Object.freeze({ origin: Object.freeze({ kind: 'off' }) });

function replaceByName(draft: Draft, name: string, path: string, report: Report): Draft {
  const levels = levelsOfName(name, draft.policies, path, report);
  if (levels === undefined) return draft;
  return levels.reduce(overlay, { ...draft, fields: {}, from: {}, shadow: undefined });
}

function levelOf(path: string, fields: Partial<Policy>): ParsedLevel {
  return { path, extends: undefined, fields, adds: {}, shadow: undefined };
}

/** Puts a level on top of a draft. What a level around it tries out is tried out below it as well. */
function overlay(draft: Draft, level: ParsedLevel): Draft {
  const next = overlayFields(draft, level);
  if (level.shadow === undefined) {
    return { ...next, shadow: draft.shadow && overlayFields(draft.shadow, level) };
  }
  const shadow = overlayFields({ ...next, path: level.shadow.path }, level.shadow);
  return { ...next, from: { ...next.from, shadow: level.shadow.path }, shadow };
}

function overlayFields(draft: Draft, level: ParsedLevel): Draft {
  const fields: Record<string, unknown> = { ...draft.fields };
  const from: Record<string, string | undefined> = { ...draft.from };
  if (level.fields.origin !== undefined) {
    for (const name of trustGroup) {
      delete fields[name];
      delete from[name];
    }
  }
  for (const [name, value] of Object.entries(level.fields)) {
    fields[name] = value;
    from[name] = level.path;
  }
  for (const [name, added] of Object.entries(level.adds)) {
    const inherited = (fields[name] ?? Reflect.get(defaults, name)) as '*' | readonly string[];
    fields[name] = inherited === '*' ? '*' : Object.freeze([...new Set([...inherited, ...added])]);
    from[name] = from[name] === undefined ? level.path : `${from[name]} + ${level.path}`;
  }
  return { ...draft, fields, from };
}
