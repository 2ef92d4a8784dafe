/**
 * The source of a RegExp without what is wrong with it as a whole: both ends anchored, plain dots
 * escaped, a scheme in front. What it is for stays the person's own.
 */
export function fixRegExpSource(source: string): string {
  const bare = escapeDots(source.replace(/^\^|(?<!\\)(?:\\\\)*\$$/g, ''));
  const parts = alternatives(bare).map((part) => part.replace(/^\^|(?<!\\)\$$/g, ''));
  const [only = ''] = parts;
  if (parts.length === 1) return `^${withScheme(only)}$`;
  // One beginning for all of them: the same repetition in each could match one text in many ways.
  return parts.every(isHost)
    ? `^${anyHostBefore}(?:${parts.join('|')})$`
    : `^(?:${parts.map(withScheme).join('|')})$`;
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

const hasScheme = (source: string): boolean => /:(?:\\?\/){2}/.test(source);

/** Whether it begins with the letters of a host. */
const isHost = (source: string): boolean => !hasScheme(source) && !/^(?:\\\.|\.[*+])/.test(source);

const anyHostBefore = 'https:\\/\\/(?:[a-z0-9.-]+\\.)?';

/** Without a scheme it would match no origin at all once it is anchored. */
function withScheme(source: string): string {
  if (/^:(?:\\?\/){2}/.test(source)) return `https${source}`;
  if (hasScheme(source)) return source;
  // "Anything" in front of a name stood for its scheme as well.
  const name = source.replace(/^(?:\.[*+]\??|\((?:\?:)?\.[*+]\??\)\??)(?=.)/, '');
  if (name.startsWith('\\.')) return `https:\\/\\/[a-z0-9.-]+${name}`;
  if (/^(?:localhost|127)/.test(name)) {
    return `https?:\\/\\/${name}${name.includes(':') ? '' : '(?::[0-9]{1,5})?'}`;
  }
  return `${anyHostBefore}${name}`;
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
