/** Where JSON goes wrong, and how. Node.js tells it only sometimes. */
export interface JsonError {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly message: string;
}

class Stop extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Finds the first error of a text that `JSON.parse` refuses. (RFC 8259) */
export function findJsonError(text: string): JsonError {
  try {
    const end = skipBlanks(text, readValue(text, skipBlanks(text, 0)));
    throw new Stop(end, `nothing may follow the value, but ${found(text, end)} does`);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return {
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      message: error.message,
    };
  }
}

const scalar =
  // oxlint-disable-next-line no-control-regex -- what a string must not hold
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

/** Reads one value and returns where it ends. */
function readValue(text: string, at: number): number {
  if (text[at] === '{') return readMembers(text, at, '}');
  if (text[at] === '[') return readMembers(text, at, ']');
  return readScalar(text, at, 'a value');
}

function readScalar(text: string, at: number, wanted: string): number {
  scalar.lastIndex = at;
  const match = scalar.exec(text);
  if (match === null) throw new Stop(at, `${wanted} should stand here, not ${found(text, at)}`);
  return at + match[0].length;
}

function readMembers(text: string, start: number, close: '}' | ']'): number {
  let at = skipBlanks(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skipBlanks(text, close === '}' ? readMember(text, at) : readValue(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',')
      throw new Stop(at, `"," or "${close}" should stand here, not ${found(text, at)}`);
    const comma = at;
    at = skipBlanks(text, at + 1);
    if (text[at] === close) throw new Stop(comma, 'the comma before the end has to go');
  }
}

function readMember(text: string, at: number): number {
  if (text[at] !== '"')
    throw new Stop(at, `a name in double quotes should stand here, not ${found(text, at)}`);
  const colon = skipBlanks(text, readScalar(text, at, 'a name'));
  if (text[colon] !== ':')
    throw new Stop(colon, `":" should stand here, not ${found(text, colon)}`);
  return readValue(text, skipBlanks(text, colon + 1));
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at += 1;
  return at;
}

function found(text: string, at: number): string {
  if (at >= text.length) return 'the end';
  if (/^\/[/*]/.test(text.slice(at, at + 2))) return 'a comment, which JSON does not have';
  return JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
}
