import { type Readable, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The codings that are undone here. */
export const acceptEncoding = 'gzip, deflate, br';

/** Most codings on top of one another that are undone; more is an attack. */
const maxCodings = 3;

const decoders: ReadonlyMap<string, () => NodeJS.ReadWriteStream & Readable> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
] as const);

/**
 * A body with its `Content-Encoding` undone, the last coding first; untouched where one of them is
 * unknown. The limit on size counts what comes out of here, so a small bomb does not get far.
 * (RFC 9110, section 8.4)
 */
export function decodeContent(body: Readable, contentEncoding: string | undefined): Readable {
  const codings = (contentEncoding ?? '')
    .split(',', maxCodings + 1)
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > maxCodings || !codings.every((coding) => decoders.has(coding))) return body;
  let decoded = body;
  for (const coding of codings.toReversed()) {
    const decoder = decoders.get(coding)?.();
    // An error on the way reaches whoever reads the end of the pipe.
    if (decoder !== undefined) decoded = pipeline(decoded, decoder, () => undefined);
  }
  return decoded;
}
