import { nearestName } from '@routecors/core';
import type MagicString from 'magic-string';
import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import type { Dialect } from './dialect.ts';
import { editOptions } from './edit-options.ts';
import type { Finding } from './finding.ts';
import { problemsOf } from './option-problems.ts';
import { expressRules, fastifyRules, optionRules } from './option-rules.ts';
import {
  type ObjectNode,
  type WrittenOption,
  optionsObject,
  readOptions,
} from './option-values.ts';
import type { Outcome, Translated } from './outcome.ts';
import type { SourceFile } from './source-file.ts';
import { quoted, quotedList } from './text-style.ts';

/** Options in our language, or why a person has to write them. */
export interface Translation {
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Where they are written now; nowhere if nothing was said. */
  readonly object: ObjectNode | undefined;
  /** All of them, where nothing was said. */
  readonly text: string;
  /** Writes them in place. */
  readonly apply: (edits: MagicString) => void;
}

/** Translates options of an old package; `anchor` is named where there are none. */
export async function translateOptions(
  node: Node | undefined,
  anchor: Node,
  dialect: Dialect,
  file: SourceFile,
  bindings: Bindings,
): Promise<Translation> {
  const found = optionsObject(node, file, bindings);
  if ('finding' in found) return refused([found.finding]);
  const { object } = found;
  const read = object ? readOptions(object, file, bindings) : { options: [], findings: [] };
  const reflection = reflectsEverybody(read.options);
  const translated = read.options.map((option) => ({
    option,
    outcome: outcomeOf(option, dialect, file),
  }));
  const findings = [
    ...read.findings,
    ...(reflection ? [reflection] : []),
    ...translated.flatMap(({ option, outcome }) =>
      outcome.finding ? [{ ...outcome.finding, node: option.property }] : [],
    ),
  ];
  if (findings.length > 0) return refused(findings);
  const settled = withoutIdleCredentials(translated);
  const problems = await problemsOf(settled, dialect, object ?? anchor);
  if (problems.findings.length > 0) return refused(problems.findings);
  const additions = additionsTo(settled, dialect, file);
  return {
    findings: [],
    notes: [...notesOf(settled), ...guessed(settled, dialect, object ?? anchor), ...problems.notes],
    object,
    text: `{ ${additions.join(', ')} }`,
    apply: (edits) => object && editOptions(edits, object, settled, additions, file),
  };
}

function refused(findings: readonly Finding[]): Translation {
  return { findings, notes: [], object: undefined, text: '', apply: () => {} };
}

function outcomeOf(option: WrittenOption, dialect: Dialect, file: SourceFile): Outcome {
  const own = dialect.name === 'cors' ? expressRules : fastifyRules;
  const rule = optionRules.get(option.name) ?? own.get(option.name);
  if (rule) return rule(option, dialect, file);
  if (dialect.options.has(option.name)) return { name: option.name, values: option.values };
  const near = nearestName(option.name, [...dialect.options]);
  return {
    finding: {
      code: 'unknown-option',
      reason: `${dialect.name} does not know ${JSON.stringify(option.name)} and ignored it. Boot of routecors refuses what it does not know.`,
      fix:
        near === undefined
          ? 'Remove it.'
          : `Write ${near}, if that is what was meant; else remove it.`,
    },
  };
}

/** `origin: true` with credentials: every site acts as the user. */
function reflectsEverybody(options: readonly WrittenOption[]): Finding | undefined {
  const origin = options.find(({ name }) => name === 'origin');
  const credentials = options.find(({ name }) => name === 'credentials');
  if (!origin?.values.includes(true) || !credentials?.values.some(Boolean)) return undefined;
  return {
    code: 'reflects-everybody',
    node: origin.property,
    reason:
      'origin: true with credentials lets the pages of every site act as the user, with the cookies.',
    fix: "List the origins that are yours: origin: ['https://app.example']. If every site is really meant to: origin: '*' with dangerouslyAllowAnyOrigin: true.",
  };
}

/** Browsers refuse `*` with credentials, so beside `*` the option never did anything. (Fetch, "CORS check", step 3) */
function withoutIdleCredentials(translated: readonly Translated[]): readonly Translated[] {
  const origin = translated.find(({ outcome }) => outcome.name === 'origin');
  const isForAll = origin === undefined || origin.outcome.values?.every((value) => value === '*');
  if (!isForAll) return translated;
  return translated.map(({ option, outcome }) => {
    if (option.name !== 'credentials' || !option.values.some(Boolean)) return { option, outcome };
    const note = {
      code: 'credentials-with-wildcard',
      reason:
        "credentials: true beside origin: '*' never worked: browsers refuse the pair. It was removed, and nothing changes.",
      fix: 'If pages need cookies, list their origins and set credentials: true.',
    } as const;
    return { option, outcome: { note } };
  });
}

/** What our preflights need to hear so that they grant no more than the old ones. */
function additionsTo(
  translated: readonly Translated[],
  dialect: Dialect,
  file: SourceFile,
): readonly string[] {
  const has = (name: string): boolean => translated.some(({ outcome }) => outcome.name === name);
  return [
    ...(has('origin') ? [] : [`origin: ${quoted(file, '*')}`]),
    ...(has('methods') ? [] : [`methods: ${quotedList(file, dialect.methods)}`]),
  ];
}

/** Where the version decides what preflights granted, and nobody knows it. */
function guessed(translated: readonly Translated[], dialect: Dialect, node: Node): Finding[] {
  const isSaid = translated.some(({ outcome }) => outcome.name === 'methods');
  if (isSaid || dialect.isGuess !== true) return [];
  return [
    {
      code: 'default-methods',
      node,
      reason:
        '@fastify/cors grants GET, HEAD and POST where methods are not listed; before version 11 it also granted PUT, PATCH and DELETE. The former is written out now.',
      fix: 'If pages send PUT, PATCH or DELETE, add these to methods.',
    },
  ];
}

function notesOf(translated: readonly Translated[]): Finding[] {
  return translated.flatMap(({ option, outcome }) =>
    outcome.note ? [{ ...outcome.note, node: option.property }] : [],
  );
}
