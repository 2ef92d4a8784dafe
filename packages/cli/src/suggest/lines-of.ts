/** What is longer is no line that a log of ours has. Bounds the memory, whatever the file is. */
const longestLine = 1_000_000;

/** The lines of a text that comes in pieces. One that is too long comes as an empty one. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let line = '';
  let isTooLong = false;
  for await (const piece of pieces) {
    const [end = '', ...more] = piece.split('\n');
    if (line.length + end.length > longestLine) isTooLong = true;
    else line += end;
    for (const next of more) {
      yield isTooLong ? '' : line;
      isTooLong = next.length > longestLine;
      line = isTooLong ? '' : next;
    }
  }
  if (isTooLong || line !== '') yield isTooLong ? '' : line;
}
