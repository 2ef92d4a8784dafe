import { type Report, show } from './issue.ts';
import { type Level, type ParsedLevel, parseLevel } from './level.ts';
import { type NamedPolicies, addNamedPolicies, levelsOfName } from './named-policies.ts';
import type { Policy } from './policy.ts';

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
}

/** A draft in which nobody has said anything yet. */
export const emptyDraft: Draft = Object.freeze({
  fields: {},
  from: {},
  path: '',
  policies: new Map(),
  isBroken: false,
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
  'dangerouslyAllowAnyOrigin',
  'dangerouslyTrustRegExp',
] as const;

/**
 * Adds the level of a registration, which may also define named policies. The first registration,
 * with no options at all, is for everybody: the one default that is safe, since it carries no
 * credentials.
 */
export function addScope(draft: Draft, level: Level, report: Report): Draft {
  const { value, path } = level;
  if (typeof value !== 'object' || value === null) return addLevel(draft, level, report);
  if (draft === emptyDraft && Object.keys(value).length === 0) {
    return overlay({ ...draft, path }, { path, extends: undefined, fields: anyOrigin });
  }
  const { policies: own, ...options } = value as { policies?: unknown };
  let isBroken = draft.isBroken;
  const note: Report = (issue) => {
    isBroken = true;
    report(issue);
  };
  const policies =
    'policies' in value
      ? addNamedPolicies(draft.policies, own, `${path}.policies`, note)
      : draft.policies;
  return addLevel({ ...draft, policies, isBroken }, { path, value: options }, report);
}

/**
 * Adds one level to a draft. The nearest defined field wins, lists replace, a name replaces all that
 * was inherited, `true` and `undefined` leave the draft as it is.
 */
export function addLevel(draft: Draft, level: Level, report: Report): Draft {
  const { path, value } = level;
  if (value === undefined || value === true) return draft;
  let isBroken = draft.isBroken;
  const note: Report = (issue) => {
    isBroken = true;
    report(issue);
  };
  const next = overlayValue(draft, path, value, note);
  return { ...next, path, isBroken };
}

function overlayValue(draft: Draft, path: string, value: unknown, report: Report): Draft {
  if (value === false) return overlay(draft, { path, extends: undefined, fields: off });
  if (typeof value === 'string') return replaceByName(draft, value, path, report);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report({
      code: 'options-type',
      path,
      value,
      message: `${show(value)} is no CORS policy.`,
      hint: 'Write an object of options, the name of a policy, false for off, or true for inherit.',
    });
    return draft;
  }
  const level = parseLevel(value, path, [], report);
  const saysOrigin = Object.hasOwn(value, 'origin') || level.extends !== undefined;
  if (draft.fields.origin?.kind === 'off' && !saysOrigin && Object.keys(value).length > 0) {
    report({
      code: 'override-of-off',
      path,
      value,
      message: `CORS is off here (${draft.from.origin}), so these options would do nothing.`,
      hint: "State 'origin', or name a policy, to turn it on for this route.",
    });
  }
  if (level.extends === undefined) return overlay(draft, level);
  return overlay(replaceByName(draft, level.extends, `${path}.extends`, report), level);
}

const anyOrigin: Partial<Policy> = Object.freeze({ origin: Object.freeze({ kind: 'any' }) });
const off: Partial<Policy> = Object.freeze({ origin: Object.freeze({ kind: 'off' }) });

function replaceByName(draft: Draft, name: string, path: string, report: Report): Draft {
  const levels = levelsOfName(name, draft.policies, path, report);
  if (levels === undefined) return draft;
  return levels.reduce(overlay, { ...draft, fields: {}, from: {} });
}

function overlay(draft: Draft, level: ParsedLevel): Draft {
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
  return { ...draft, fields, from };
}
