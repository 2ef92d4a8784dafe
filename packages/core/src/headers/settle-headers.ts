import type { Decision } from '../decide/decision.ts';
import { mergeVary, vary } from './vary.ts';
import { type HeaderSink, writeHeaders } from './write-headers.ts';

type FieldValue = number | string | readonly string[] | undefined;

type Field = [name: string, value: FieldValue];

/** Headers as `writeHead` takes them: an object, names and values in turn, or pairs. */
export type HeaderFields = Readonly<Record<string, FieldValue>> | readonly unknown[];

/** Headers as `setHeader` left them. */
interface SetHeaders {
  getHeader(name: string): FieldValue;
  getHeaderNames(): string[];
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
}

/** A header of the CORS protocol; none but ours leaves. (Fetch, section 3.3.3) */
const isManaged = (name: string): boolean => name.toLowerCase().startsWith('access-control-');

/**
 * Whether `given` says just what was decided, which is the common case: the adapter has set the
 * headers, and nobody has touched them since.
 */
export function isSettled(
  given: HeaderFields,
  setNames: readonly string[],
  decision: Decision,
): boolean {
  if (setNames.length > 0 || Array.isArray(given)) return false;
  const headers = given as Readonly<Record<string, FieldValue>>;
  const varies = vary(decision);
  if (headers['vary'] !== varies) return false;
  const tally: Tally = { headers, unmatched: varies === undefined ? 0 : -1, header: strikeOff };
  for (const name in headers) if (mayBeOurs(name)) tally.unmatched += 1;
  writeHeaders(decision, tally);
  return tally.unmatched === 0;
}

/** Takes the headers that should be there, and counts those that are there beside them. */
interface Tally extends HeaderSink {
  readonly headers: Readonly<Record<string, FieldValue>>;
  unmatched: number;
}

function strikeOff(this: Tally, name: string, value: string): void {
  if (mayBeOurs(name)) this.unmatched -= this.headers[name] === value ? 1 : Number.NaN;
}

/** `Vary`, and whatever could be `Access-Control-*`: a quick look, since it is taken at every header. */
function mayBeOurs(name: string): boolean {
  const first = name.charCodeAt(0) | 0x20;
  if (first === 0x76) return name.length === 4;
  return first === 0x61 && name.charCodeAt(14) === 0x2d;
}

const isOurs = (name: string): boolean => isManaged(name) || name.toLowerCase() === 'vary';

/** Makes the headers of an explicit head say what was decided. What was given is left untouched: it may be a shared constant. */
export function settleHead(
  response: SetHeaders,
  given: HeaderFields,
  decision: Decision,
): HeaderFields {
  removeManaged(response);
  const fields = pairsOf(given);
  const kept = fields.filter(([name]) => !isOurs(name));
  const varyLines = fields
    .filter(([name]) => name.toLowerCase() === 'vary')
    .flatMap(([, value]) => linesOf(value));
  // What `writeHead` is given replaces what `setHeader` set.
  const present = varyLines.length > 0 ? varyLines : linesOf(response.getHeader('vary'));
  writeHeaders(decision, { header: (name, value) => kept.push([name, value]) });
  const merged = mergedVary(present, decision);
  if (merged !== undefined) kept.push(['vary', merged]);
  return Array.isArray(given) ? kept.flat(1) : Object.fromEntries(kept);
}

/** Makes the headers that `setHeader` left say what was decided, for a head without headers of its own. */
export function settleResponse(response: SetHeaders, decision: Decision): void {
  removeManaged(response);
  writeHeaders(decision, { header: (name, value) => response.setHeader(name, value) });
  const merged = mergedVary(linesOf(response.getHeader('vary')), decision);
  if (merged !== undefined) response.setHeader('vary', merged);
}

function removeManaged(response: SetHeaders): void {
  for (const name of response.getHeaderNames()) {
    if (isManaged(name)) response.removeHeader(name);
  }
}

function mergedVary(present: readonly string[], decision: Decision): string | undefined {
  const added = vary(decision);
  if (added !== undefined) return mergeVary(present, added);
  return present.length > 0 ? present.join(', ') : undefined;
}

function linesOf(value: FieldValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function pairsOf(given: HeaderFields): Field[] {
  if (!Array.isArray(given)) return Object.entries(given as Readonly<Record<string, FieldValue>>);
  const fields: readonly unknown[] = given;
  const flat = Array.isArray(fields[0]) ? fields.flat(1) : fields;
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => [
    String(flat[2 * index]),
    flat[2 * index + 1] as FieldValue,
  ]);
}
