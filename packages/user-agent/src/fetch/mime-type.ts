import { isHeaderName } from '@routecors/core';

import { normalizeValue } from './header-lines.ts';

/**
 * The essence of a MIME type, `type/subtype` in lower case, or `undefined` where it does not parse.
 * Parameters are not looked at: no error in them makes the type fail.
 *
 * @see MIME Sniffing, "parse a MIME type", steps 1 to 10
 */
export function mimeEssence(value: string): string | undefined {
  const input = normalizeValue(value);
  const semicolon = input.indexOf(';');
  const essence = normalizeValue(semicolon < 0 ? input : input.slice(0, semicolon));
  const slash = essence.indexOf('/');
  if (slash < 0) return undefined;
  const isValid = isHeaderName(essence.slice(0, slash)) && isHeaderName(essence.slice(slash + 1));
  return isValid ? essence.toLowerCase() : undefined;
}
