import { diagnoseOrigin, longestDiagnosed } from '../policy/diagnose-origin.ts';
import { type CorsIssue, type Report, show } from '../policy/issue.ts';
import {
  type OriginList,
  type PreparedEntries,
  isOriginList,
  maxShownProblems,
} from '../policy/origin-list.ts';
import { parseEntry } from '../policy/parse-origins.ts';
import type { Policy } from '../policy/policy.ts';
import { checkRule } from '../policy/trust.ts';
import { type OriginIndex, addRule, newOriginIndex } from './origin-index.ts';

/** What a list holds now, compiled. Replaced as a whole. */
interface LiveEntries {
  /** Of a list without keys. */
  readonly all: OriginIndex;
  /** Of a list with keys. */
  readonly byKey: ReadonlyMap<string, OriginIndex>;
}

/** A list, and what it holds now for policies that trust alike. */
export interface LiveOrigins {
  readonly list: OriginList;
  entries: LiveEntries;
}

/** What of a policy decides whether an entry is taken. */
type Trust = Pick<
  Policy,
  | 'credentials'
  | 'dangerouslyAllowHttp'
  | 'dangerouslyAllowPublicSuffix'
  | 'dangerouslyAllowNull'
  | 'dangerouslyAllowFile'
  | 'dangerouslyTrustRegExp'
>;

/** A list is followed once for all policies that trust alike, also by those that replace them later. */
const followed = new WeakMap<OriginList, Map<string, LiveOrigins>>();

/** Follows a list with the rules of a policy. */
export function followList(list: OriginList, policy: Policy): LiveOrigins {
  const trust = trustOf(policy);
  const ofList = followed.get(list) ?? new Map<string, LiveOrigins>();
  followed.set(list, ofList);
  const key = JSON.stringify(trust);
  const known = ofList.get(key);
  if (known !== undefined) return known;
  const live: LiveOrigins = { list, entries: nothing };
  ofList.set(key, live);
  list.follow(async (entries, signal) => {
    const { compiled, ...prepared } = await compileEntries(entries, list, trust, signal);
    return { ...prepared, commit: () => void (live.entries = compiled) };
  });
  return live;
}

const nothing: LiveEntries = Object.freeze({ all: newOriginIndex(), byKey: new Map() });

function trustOf(policy: Policy): Trust {
  const { credentials, dangerouslyAllowHttp, dangerouslyAllowPublicSuffix } = policy;
  const { dangerouslyAllowNull, dangerouslyAllowFile, dangerouslyTrustRegExp } = policy;
  return {
    credentials,
    dangerouslyAllowHttp,
    dangerouslyAllowPublicSuffix,
    dangerouslyAllowNull,
    dangerouslyAllowFile,
    dangerouslyTrustRegExp,
  };
}

/** Milliseconds for which entries are compiled before requests have their turn. */
const sliceLength = 4;
/** Entries after which the clock is looked at. */
const step = 64;

async function compileEntries(
  entries: readonly unknown[],
  list: OriginList,
  trust: Trust,
  signal: AbortSignal,
): Promise<Omit<PreparedEntries, 'commit'> & { readonly compiled: LiveEntries }> {
  const all = newOriginIndex();
  const byKey = new Map<string, OriginIndex>();
  const problems: CorsIssue[] = [];
  let problemCount = 0;
  const report: Report = (issue) => {
    problemCount += 1;
    if (problems.length < maxShownProblems) problems.push(issue);
  };
  let started = performance.now();
  for (let index = 0; index < entries.length; index += 1) {
    addEntry(entries[index], `${list.name}[${index}]`, list, trust, { all, byKey }, report);
    if (index % step !== step - 1 || performance.now() - started < sliceLength) continue;
    await turnOfOthers();
    signal.throwIfAborted();
    started = performance.now();
  }
  return { compiled: { all, byKey }, problems, problemCount };
}

const turnOfOthers = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function addEntry(
  entry: unknown,
  path: string,
  list: OriginList,
  trust: Trust,
  { all, byKey }: { readonly all: OriginIndex; readonly byKey: Map<string, OriginIndex> },
  report: Report,
): void {
  const { origin, key } = keyOf(entry);
  if ((list.tenant === undefined) !== (key === undefined)) {
    report({
      code: 'origin-list-key',
      path,
      value: entry,
      message:
        key === undefined
          ? `${show(entry)} has no key, and the list has a tenant function: nobody would ever find it.`
          : `${show(entry)} has a key, and the list has no tenant function: it would count for everybody.`,
      hint:
        key === undefined
          ? "Give it one, as in { key: 'acme', origin: 'https://app.acme.example' }."
          : 'Give the list a tenant function, as in tenant: ({ params }) => params.tenant, or the entry alone.',
    });
    return;
  }
  const rule = ruleOf(origin, path, trust, report);
  if (rule === undefined) return;
  if (key === undefined) {
    addRule(all, rule);
    return;
  }
  const own = byKey.get(key) ?? newOriginIndex();
  byKey.set(key, own);
  addRule(own, rule);
}

function keyOf(entry: unknown): { readonly origin: unknown; readonly key: string | undefined } {
  if (typeof entry !== 'object' || entry === null) return { origin: entry, key: undefined };
  const { key, origin } = entry as { key?: unknown; origin?: unknown };
  return typeof key === 'string' ? { origin, key } : { origin: entry, key: undefined };
}

/** The rule of an entry; `undefined`, and a report, where boot would refuse it. */
function ruleOf(entry: unknown, path: string, trust: Trust, report: Report) {
  if (typeof entry === 'string' && entry.length > longestDiagnosed) {
    // Whole, it would be kept with the problem, and shown with the status.
    report({ ...diagnoseOrigin(entry), path, value: show(entry) });
    return undefined;
  }
  if (entry instanceof RegExp || isOriginList(entry)) {
    report({
      code: 'value-type',
      path,
      value: entry,
      message: `${show(entry)} is no origin and no pattern, which is all that a list may hold.`,
      hint: "Write an origin such as 'https://app.example'.",
    });
    return undefined;
  }
  const { dangerouslyAllowNull, dangerouslyAllowFile } = trust;
  const allowed = {
    null: dangerouslyAllowNull,
    file: dangerouslyAllowFile,
    isRegExpUntrusted: false,
  };
  const rule = parseEntry(entry, allowed, path, report);
  if (rule === undefined || rule.kind === 'list') return undefined;
  if (!trust.credentials) return rule;
  let isSafe = true;
  checkRule(rule, trust, { origin: path, credentials: 'the policy' }, (issue) => {
    isSafe = false;
    report(issue);
  });
  return isSafe ? rule : undefined;
}
