/** Longest header value that a message repeats in full. */
const maxShown = 200;

/**
 * A value from the wire as it stands in a message: quoted, control characters escaped so that no
 * server writes to a terminal through it, and bounded in length.
 */
export function show(value: string): string {
  const text = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  return `"${text.replaceAll(unprintable, escape)}"`;
}

/** Several values, each as `show` would, in one list. */
export function showList(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map(show).join(', ');
}

// Controls, C1 controls and the characters that reorder text.
// oxlint-disable-next-line no-control-regex -- controls are what it is about
const unprintable = /[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
