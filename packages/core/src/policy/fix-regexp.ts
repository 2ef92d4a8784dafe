/**
 * The source of a RegExp without what is wrong with it as a whole: both ends anchored, plain dots
 * escaped, a scheme in front. What it is for stays the person's own.
 */
export function fixRegExpSource(source: string): string {
  const bare = escapeDots(source.replace(/^\^|(?<!\\)(?:\\\\)*\$$/g, ''));
  const parts = alternatives(bare).map((part) => withScheme(part.replace(/^\^|(?<!\\)\$$/g, '')));
  return parts.length === 1 ? `^${parts[0]}$` : `^(?:${parts.join('|')})$`;
}

/** Whether a dot stands for itself in a person's mind: it has no backslash, no quantifier and no class around it. */
export function hasPlainDot(source: string): boolean {
  return escapeDots(source) !== source;
}

/** Puts a backslash before each dot that is meant as one. */
function escapeDots(source: string): string {
  return source.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\.(?![*+?{])/gs, (found) =>
    found === '.' ? '\\.' : found,
  );
}

/** Without a scheme it would match no origin at all once it is anchored. */
function withScheme(source: string): string {
  if (/:(?:\\?\/){2}/.test(source)) return source;
  return source.startsWith('\\.')
    ? `https:\\/\\/[a-z0-9.-]+${source}`
    : `https:\\/\\/(?:[a-z0-9.-]+\\.)?${source}`;
}

/** The alternatives at the top of a RegExp's source: `^a$|^b$` has two, `^(?:a|b)$` has one. */
export function alternatives(source: string): readonly string[] {
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
