import { parseOrigin } from '../fetch/origin.ts';
import { type Report, show } from './issue.ts';
import { type ParsedLevel, parseLevel } from './level.ts';
import { nearestName } from './nearest-name.ts';
import { diagnoseOptions, isPlainOptions } from './plain-options.ts';

/**
 * The policies that a scope can name: its own, and those of the scopes around it. Each is the chain
 * of levels that it stands for, from the one that extends nothing to the named one itself. What a
 * name extends is settled where it is written, so a scope that reuses a name changes no other policy.
 */
export type NamedPolicies = ReadonlyMap<string, readonly ParsedLevel[]>;

/** Adds the `policies` of a registration to those around it; a name that is there already is replaced. */
export function addNamedPolicies(
  around: NamedPolicies,
  policies: unknown,
  path: string,
  report: Report,
): NamedPolicies {
  if (Object.prototype.toString.call(policies) !== '[object Object]') {
    report({
      code: 'value-type',
      path,
      value: policies,
      message: `${show(policies)} is no set of named policies.`,
      hint: "Write policies: { public: { origin: '*' } }.",
    });
    return around;
  }
  const own = new Map<string, ParsedLevel>();
  for (const [name, value] of Object.entries(policies as object) as [string, unknown][]) {
    const place = `${path}.${name}`;
    if (isPlainOptions(value)) own.set(name, parseLevel(value, place, [], report));
    else report({ ...diagnoseOptions(value), path: place, value });
  }
  const all = new Map(around);
  for (const name of own.keys()) {
    // A chain that was reported is empty, so that its uses are not reported once more.
    all.set(name, chainOf(name, own, around, report) ?? []);
  }
  return all;
}

/** The chain that a name stands for; `undefined`, and a report, where there is none. */
export function levelsOfName(
  name: string,
  policies: NamedPolicies,
  path: string,
  report: Report,
): readonly ParsedLevel[] | undefined {
  const levels = policies.get(name);
  if (levels === undefined) reportUnknownPolicy(name, policies.keys(), path, report);
  return levels;
}

function chainOf(
  name: string,
  own: ReadonlyMap<string, ParsedLevel>,
  around: NamedPolicies,
  report: Report,
): readonly ParsedLevel[] | undefined {
  const levels: ParsedLevel[] = [];
  const names: string[] = [];
  let place = '';
  for (let next: string | undefined = name; next !== undefined;) {
    if (names.includes(next)) {
      const message = `The policy ${show(next)} extends itself: ${[...names, next].join(' → ')}.`;
      const hint = 'Remove one extends of that circle.';
      report({ code: 'extends-cycle', path: place, value: next, message, hint });
      return undefined;
    }
    names.push(next);
    const level = own.get(next);
    if (level === undefined) {
      const rest = around.get(next);
      if (rest) return [...rest, ...levels];
      reportUnknownPolicy(next, [...own.keys(), ...around.keys()], place, report);
      return undefined;
    }
    levels.unshift(level);
    place = `${level.path}.extends`;
    next = level.extends;
  }
  return levels;
}

function reportUnknownPolicy(
  name: string,
  known: Iterable<string>,
  path: string,
  report: Report,
): void {
  const names = [...known];
  report({
    code: 'unknown-policy',
    path,
    value: name,
    message: `${show(name)} is the name of no policy.`,
    hint: hintForName(name, names),
  });
}

function hintForName(name: string, names: readonly string[]): string {
  if (name === '*' || parseOrigin(name)) return `Write { origin: '${name}' }.`;
  const nearest = nearestName(name, names);
  if (nearest) return `Write '${nearest}'.`;
  return names.length > 0
    ? `Write one of ${names.join(', ')}.`
    : "Write a name from 'policies'; there are none here.";
}
