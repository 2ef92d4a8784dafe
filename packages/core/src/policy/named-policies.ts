import { type Report, show } from './issue.ts';
import { type ParsedLevel, parseLevel } from './level.ts';
import { nearestName } from './nearest-name.ts';

/** The policies that a scope can name: its own, and those of the scopes around it. */
export type NamedPolicies = ReadonlyMap<string, ParsedLevel>;

/** Adds the `policies` of a registration to those around it; a name that is there already is replaced. */
export function addNamedPolicies(
  around: NamedPolicies,
  policies: unknown,
  path: string,
  report: Report,
): NamedPolicies {
  if (typeof policies !== 'object' || policies === null || Array.isArray(policies)) {
    report({
      code: 'value-type',
      path,
      value: policies,
      message: `${show(policies)} is no set of named policies.`,
      hint: "Write policies: { public: { origin: '*' } }.",
    });
    return around;
  }
  const all = new Map(around);
  for (const [name, options] of Object.entries(policies)) {
    if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
      all.set(name, parseLevel(options, `${path}.${name}`, [], report));
    } else {
      const value: unknown = options;
      const message = `${show(value)} is no policy.`;
      const hint = 'Write an object of options; a policy that turns CORS off is { origin: false }.';
      report({ code: 'options-type', path: `${path}.${name}`, value, message, hint });
    }
  }
  return all;
}

/**
 * The levels that a name stands for, from the one that extends nothing to the named one itself.
 * `undefined`, and a report, where a name is unknown or extends itself.
 */
export function levelsOfName(
  name: string,
  policies: NamedPolicies,
  path: string,
  report: Report,
): readonly ParsedLevel[] | undefined {
  const levels: ParsedLevel[] = [];
  const names: string[] = [];
  let place = path;
  for (let next: string | undefined = name; next !== undefined;) {
    const level: ParsedLevel | undefined = policies.get(next);
    if (level === undefined) {
      reportUnknownPolicy(next, policies, place, report);
      return undefined;
    }
    if (names.includes(next)) {
      const message = `The policy ${show(next)} extends itself: ${[...names, next].join(' → ')}.`;
      const hint = 'Remove one extends of that circle.';
      report({ code: 'extends-cycle', path: place, value: next, message, hint });
      return undefined;
    }
    names.push(next);
    levels.unshift(level);
    place = `${level.path}.extends`;
    next = level.extends;
  }
  return levels;
}

function reportUnknownPolicy(
  name: string,
  policies: NamedPolicies,
  path: string,
  report: Report,
): void {
  const known = [...policies.keys()];
  const nearest = nearestName(name, known);
  const list =
    known.length > 0 ? `one of ${known.join(', ')}` : "a name from 'policies'; there are none here";
  report({
    code: 'unknown-policy',
    path,
    value: name,
    message: `${show(name)} is the name of no policy.`,
    hint: nearest ? `Write '${nearest}'.` : `Write ${list}.`,
  });
}
