import { parseOrigin } from '../fetch/origin.ts';
import { diagnoseAuthority, tooLong } from './diagnose-authority.ts';
import { diagnoseText } from './diagnose-text.ts';
import type { Diagnosis } from './issue.ts';
import { parseOriginPattern } from './origin-rule.ts';

/** As many mistakes as one origin can have, one behind the other. */
const mostMistakes = 8;

/** Longer text came out of a request, or from a customer, and is neither worth the work nor worth repeating. */
export const longestDiagnosed = 2_000;

/**
 * Explains why `value`, which `parseOrigin` and `parseOriginPattern` do not accept, is no origin:
 * first what the text as a whole shows, then scheme, host and port in turn. Never asked on the way
 * of a request, only about what a person wrote, or wants explained.
 */
export function diagnoseOrigin(value: string): Diagnosis {
  return value.length > longestDiagnosed ? tooLong(value) : diagnose(value, mostMistakes);
}

/** A fix mends one mistake: what it says to write is mended until nothing is wrong with it. */
function diagnose(value: string, depth: number): Diagnosis {
  const found = diagnoseText(value) ?? diagnoseAuthority(value);
  if (depth === 0) return found;
  const hint = found.hint.replace(quotedEntry, (quoted, entry: string) => {
    if (isEntry(entry) || entry === value) return quoted;
    const next = diagnose(entry, depth - 1);
    const written = [...next.hint.matchAll(quotedEntry)].map(([text]) => text);
    // What cannot be mended is said in its own words.
    return written.find((text) => isEntry(text.slice(1, -1))) ?? quoted;
  });
  return hint === found.hint ? found : { ...found, hint };
}

/** An origin as hints show it. */
const quotedEntry = /'([^' ]+:\/\/[^' ]*)'/g;

function isEntry(text: string): boolean {
  if (text === 'file://') return true;
  return text.includes('*')
    ? parseOriginPattern(text) !== undefined
    : parseOrigin(text)?.kind === 'tuple';
}
