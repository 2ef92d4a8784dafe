import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseArray } from '../src/file/parse-array.ts';

const { signal } = new AbortController();

/** What comes of a text: a value, or what is wrong with it. */
async function outcomeOf(parse: () => unknown): Promise<unknown> {
  try {
    return { value: await parse() };
  } catch (error) {
    return { error: String(error) };
  }
}

/** Pieces of one character and of several, and the whole. */
const lengths = [0, 1, 7, 1000];

async function expectSame(text: string): Promise<void> {
  const expected = await outcomeOf(() => JSON.parse(text) as unknown);
  for (const least of lengths) {
    expect(await outcomeOf(() => parseArray(text, signal, least))).toEqual(expected);
  }
}

describe('in pieces or in one, the same comes out, errors included', () => {
  test.each<[name: string, text: string]>([
    ['no entry', '[]'],
    ['no entry, and blanks', ' \n[ \t]\r\n'],
    ['entries', '["https://a.example", "https://b.example" ,\n"https://c.example"]'],
    ['keys', '[{"key":"a","origin":"https://a.example"},{"origin":"https://b.example","key":"b"}]'],
    ['signs within strings', '["a]","b,c","{","}","[",",","\\",","\\\\","\\\\\\","]'],
    ['signs within keys', '[{"a,]":[1,{"b":"]"}]},[[],[{}]],null]'],
    ['a comma too many', '["a",]'],
    ['a comma too many in front', '[,"a"]'],
    ['a comma too many between', '["a",,"b"]'],
    ['commas alone', '[,]'],
    ['no comma', '["a" "b"]'],
    ['no end', '["a","b"'],
    ['no end of a string', '["a","b]'],
    ['no end of an escape', '["a","b\\"]'],
    ['no beginning', '"a","b"]'],
    ['two ends', '["a"]]'],
    ['two arrays', '["a"]["b"]'],
    ['text behind', '["a"] x'],
    ['text in front', 'x["a"]'],
    ['ends of another kind', '["a"}'],
    ['crossed brackets', '[{"a":[1}],2]'],
    ['crossed between two entries', '[[1}, {2]]'],
    ['a byte order mark', '\uFEFF["a"]'],
    ['a blank that is none of JSON', '\u00A0["a"]'],
    ['single quotes', "['a']"],
    ['a comment', '["a" /* , */]'],
    ['a prototype', '[{"__proto__":1},{"a":1,"a":2}]'],
    ['an object', '{"origins":["a","b"]}'],
    ['a string', '"[]"'],
    ['nothing', ''],
  ])('%s', (_, text) => expectSame(text));

  test('whatever the text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom('[', ']', '{', '}', ',', '"', ':', '\\', ' ', 'a'),
        async (value, at, sign) => {
          const text = JSON.stringify(value);
          const place = at % (text.length + 1);
          await expectSame(text);
          await expectSame(text.slice(0, place));
          await expectSame(text.slice(0, place) + sign + text.slice(place));
          await expectSame(text.slice(0, place) + text.slice(place + 1));
        },
      ),
      { numRuns: 500 },
    ));
});

test('leaves the others a turn after each piece', async () => {
  const text = JSON.stringify(Array.from({ length: 1000 }, (_, index) => index));
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await parseArray(text, signal, 100);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(Math.floor(text.length / 110));
});

test('is given up with its signal', async () => {
  const controller = new AbortController();
  const parsing = parseArray('[1,2,3]', controller.signal, 1);
  controller.abort(new Error('closed'));
  await expect(parsing).rejects.toThrow('closed');
});

test.each<[name: string, text: string]>([
  ['backslashes', `["${'\\'.repeat(2_000_000)}"]`],
  ['quotes', `["${'\\"'.repeat(1_000_000)}"]`],
  ['a string without end', `["${'a'.repeat(4_000_000)}`],
  ['commas without end', `[${'1,'.repeat(2_000_000)}`],
])('takes time by the length only: %s', async (_, text) => {
  const started = performance.now();
  await outcomeOf(() => parseArray(text, signal));
  expect(performance.now() - started).toBeLessThan(2_000);
});
