// C0 and C1 controls but the line feed, and the characters that reorder text.
// oxlint-disable-next-line no-control-regex -- controls are what it is about
const unprintable = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text in which nothing steers a terminal: what a server sent must not write to the screen. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, escape);
}

/** A value as JSON that is as harmless: `JSON.stringify` escapes only what is below the space. */
export function printableJson(value: unknown): string {
  return printable(JSON.stringify(value, null, 2));
}

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
