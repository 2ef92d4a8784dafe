import { setImmediate as turnOfOthers } from 'node:timers/promises';

/** Characters that are parsed at once: they take less than a millisecond, and then requests have their turn. */
const pieceLength = 64 * 1024;

/**
 * `JSON.parse` for an array that may be long: its entries are parsed some at a time. What lies between
 * two of its own commas is parsed in brackets, so each piece that is no JSON is found as in the whole.
 *
 * @returns what the text holds, also where that is no array
 * @throws SyntaxError as `JSON.parse`, with the place in the whole text
 */
export async function parseArray(
  text: string,
  signal: AbortSignal,
  least: number = pieceLength,
): Promise<unknown> {
  return (await parsePieces(text, signal, least)) ?? (JSON.parse(text) as unknown);
}

/** `undefined` where the text is no array, or no JSON. */
async function parsePieces(
  text: string,
  signal: AbortSignal,
  least: number,
): Promise<unknown[] | undefined> {
  const start = text.indexOf('[') + 1;
  if (start === 0 || !isBlank(text.slice(0, start - 1))) return undefined;
  const entries: unknown[] = [];
  for (let from = start; ;) {
    const end = endOfPiece(text, from, least);
    const found = entriesIn(text.slice(from, end));
    if (found === undefined) return undefined;
    const isLast = text[end] !== ',';
    // Only an array without entries has nothing between two of its signs.
    if (found.length === 0 && !(isLast && from === start)) return undefined;
    for (const entry of found) entries.push(entry);
    if (isLast) return text[end] === ']' && isBlank(text.slice(end + 1)) ? entries : undefined;
    from = end + 1;
    await turnOfOthers();
    signal.throwIfAborted();
  }
}

function entriesIn(piece: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(`[${piece}]`) as readonly unknown[];
  } catch {
    return undefined;
  }
}

/** The white space of JSON. (RFC 8259, section 2) */
const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text);

/** Where the array ends, or has a comma of its own behind so many characters. */
function endOfPiece(text: string, from: number, least: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '[':
      case '{':
        depth += 1;
        break;
      case ']':
      case '}':
        if (depth === 0) return at;
        depth -= 1;
        break;
      case ',':
        if (depth === 0 && at - from >= least) return at;
        break;
      default:
    }
  }
  return text.length;
}

/** The quote that ends a string; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start; ;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let before = at - 1;
    while (text[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
}
