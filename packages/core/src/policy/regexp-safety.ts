import { canBacktrack } from './regexp-check.ts';

/** What makes a RegExp unfit to decide about origins. */
export interface RegExpProblem {
  readonly code: 'regexp-flags' | 'regexp-unanchored' | 'regexp-backtracking' | 'regexp-unchecked';
  readonly message: string;
  readonly hint: string;
}

/** Every reason why `regexp` must not decide about origins; empty where it may. */
export function regexpProblems(regexp: RegExp): readonly RegExpProblem[] {
  const problems: RegExpProblem[] = [];
  const { source, flags } = regexp;
  if (regexp.global || regexp.sticky) {
    // `lastIndex` survives the call: such a RegExp allows every other request.
    problems.push({
      code: 'regexp-flags',
      message: `The RegExp ${regexp} has the flag g or y, which make it remember where the last match ended: it would allow every other request.`,
      hint: `Write /${source}/${flags.replace(/[gy]/g, '')}.`,
    });
  }
  if (regexp.multiline || !alternatives(source).every(isAnchored)) {
    problems.push({
      code: 'regexp-unanchored',
      message: `The RegExp ${regexp} is not anchored at both ends, so it also matches inside of longer origins, such as https://app.example.evil.example.`,
      hint: `Write /^(?:${source.replace(/^\^|\$$/g, '')})$/ without the flag m, or use a pattern such as 'https://*.app.example'.`,
    });
  }
  const backtracks = canBacktrack(regexp);
  if (backtracks === undefined) {
    problems.push({
      code: 'regexp-unchecked',
      message: `Whether the RegExp ${regexp} can backtrack without bounds is not known: what checks it is not loaded.`,
      hint: 'Write await prepareOptions([options]) first. The adapters do it by themselves.',
    });
  } else if (backtracks) {
    problems.push({
      code: 'regexp-backtracking',
      message: `The RegExp ${regexp} can backtrack without bounds: one crafted Origin could keep the server busy.`,
      hint: "Remove nested or neighbouring repetitions, or use a pattern such as 'https://*.app.example'.",
    });
  }
  return problems;
}

function isAnchored(alternative: string): boolean {
  if (!alternative.startsWith('^') || !alternative.endsWith('$')) return false;
  const escapes = /\\*(?=\$$)/.exec(alternative)?.[0].length ?? 0;
  return escapes % 2 === 0;
}

/** The alternatives at the top of a RegExp's source: `^a$|^b$` has two, `^(?:a|b)$` has one. */
function alternatives(source: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let inClass = false;
  let start = 0;
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index];
    if (char === '\\') index += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) {
      parts.push(source.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, source.slice(start)];
}
