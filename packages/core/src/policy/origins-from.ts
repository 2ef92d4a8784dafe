/**
 * Reads a list of origins out of one text, as an environment variable holds it: entries between commas,
 * blanks or lines. Blank entries and quotes around an entry are dropped; what is left is checked when a
 * server boots, as any origin is.
 *
 * ```ts
 * origin: originsFrom(process.env.ORIGINS, 'ORIGINS')
 * ```
 *
 * @param text the value; `undefined` where the variable is not set
 * @param name what the error calls it
 * @throws TypeError where there is no entry: nobody means "nobody" by a variable that is not set
 */
export function originsFrom(text: string | undefined, name: string): readonly string[] {
  const entries = (text ?? '')
    .split(/[\s,;]+/)
    .map((entry) => entry.replace(/^(["'`])(.*)\1$/, '$2'))
    .filter((entry) => entry !== '');
  if (entries.length > 0) return Object.freeze(entries);
  const what = text === undefined ? 'is not set' : 'holds no origin';
  throw new TypeError(`${name} ${what}. Fix: ${name}=https://app.example,https://admin.example`);
}
