import { alternatives, fixRegExpSource, hasPlainDot } from './fix-regexp.ts';
import { canBacktrack } from './regexp-check.ts';

/** What makes a RegExp unfit to decide about origins. */
export interface RegExpProblem {
  readonly code:
    | 'regexp-flags'
    | 'regexp-unanchored'
    | 'regexp-plain-dot'
    | 'regexp-backtracking'
    | 'regexp-unchecked';
  readonly message: string;
  readonly hint: string;
}

/** Every reason why `regexp` must not decide about origins; empty where it may. */
export function regexpProblems(regexp: RegExp): readonly RegExpProblem[] {
  const problems: RegExpProblem[] = [];
  const { source } = regexp;
  const fixed = fixOf(regexp);
  const pattern = "a pattern such as 'https://*.app.example'";
  const fix = fixed === undefined ? `Write ${pattern}.` : `Write ${fixed}, or ${pattern}.`;
  if (regexp.global || regexp.sticky) {
    // `lastIndex` survives the call: such a RegExp allows every other request.
    problems.push({
      code: 'regexp-flags',
      message: `The RegExp ${regexp} has the flag g or y, which make it remember where the last match ended: it would allow every other request.`,
      hint: fix,
    });
  }
  if (regexp.multiline || !alternatives(source).every(isAnchored)) {
    problems.push({
      code: 'regexp-unanchored',
      message: `The RegExp ${regexp} is not anchored at both ends, so it also matches inside of longer origins, such as https://app.example.evil.example.`,
      hint: fix,
    });
  }
  if (hasPlainDot(source)) {
    problems.push({
      code: 'regexp-plain-dot',
      message: `The RegExp ${regexp} has a dot without a backslash, which stands for any character: 'app.example' also matches 'appxexample'.`,
      hint: fix,
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
      hint:
        fixed === undefined || fixed.source === source
          ? `Remove nested or neighbouring repetitions, or write ${pattern}.`
          : fix,
    });
  }
  return problems;
}

/** All of it mended at once, so that one mistake does not lead to the next. `undefined` where that is beyond us. */
function fixOf({ source, flags }: RegExp): RegExp | undefined {
  const fixed = parseRegExp(fixRegExpSource(source), flags.replace(/[gmy]/g, ''));
  const isFit =
    fixed !== undefined &&
    alternatives(fixed.source).every(isAnchored) &&
    !hasPlainDot(fixed.source) &&
    // Not known before the check is loaded, which is a problem of its own.
    canBacktrack(fixed) !== true;
  return isFit ? fixed : undefined;
}

function parseRegExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function isAnchored(alternative: string): boolean {
  if (!alternative.startsWith('^') || !alternative.endsWith('$')) return false;
  const escapes = /\\*(?=\$$)/.exec(alternative)?.[0].length ?? 0;
  return escapes % 2 === 0;
}
