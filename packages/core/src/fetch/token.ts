/**
 * Whether `value` is a token, the grammar of method names and header names.
 * Linear in the length of `value`.
 *
 * @see RFC 9110, section 5.6.2
 */
export function isToken(value: string): boolean {
  if (value.length === 0) return false;
  for (let index = 0; index < value.length; index += 1) {
    if (!isTokenCode(value.charCodeAt(index))) return false;
  }
  return true;
}

/** tchar: digits, letters and ``!#$%&'*+-.^_`|~``. A table, because it runs for every byte of a list. */
const tokenCodes = new Uint8Array(128);
for (const char of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
  tokenCodes[char.charCodeAt(0)] = 1;
}

/** Whether a UTF-16 code unit may stand in a token. */
export function isTokenCode(code: number): boolean {
  return tokenCodes[code] === 1;
}
