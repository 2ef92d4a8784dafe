/** Something that was pasted cannot be read. The message names the field, the line and what to do. */
export class PasteError extends Error {}

/** The most characters of one field. A page stays responsive, and a head is far shorter. */
const maxLength = 1_000_000;

export function checkLength(field: string, text: string, most: number = maxLength): void {
  if (text.length <= most) return;
  throw new PasteError(
    `${field} has ${text.length} characters; the most is ${most}. Paste only what belongs to the request.`,
  );
}
