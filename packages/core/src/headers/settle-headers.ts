import type { Decision } from '../decide/decision.ts';
import { addHeaders } from './to-headers.ts';
import { mergeVary } from './vary.ts';

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

/** What is ours to say, `Vary` partly. */
const isOurs = (name: string): boolean => isManaged(name) || name.toLowerCase() === 'vary';

/** Makes the headers of an explicit head say what was decided. What was given is left untouched: it may be a shared constant. */
export function settleHead(
  response: SetHeaders,
  given: HeaderFields,
  decision: Decision,
): HeaderFields {
  const quick = addToPlain(response, given, decision);
  if (quick !== undefined) return quick;
  removeManaged(response);
  const fields = pairsOf(given);
  const kept = fields.filter(([name]) => !isOurs(name));
  const varyLines = fields
    .filter(([name]) => name.toLowerCase() === 'vary')
    .flatMap(([, value]) => linesOf(value));
  // What `writeHead` is given replaces what `setHeader` set.
  const present = varyLines.length > 0 ? varyLines : linesOf(response.getHeader('vary'));
  kept.push(...Object.entries(decidedHeaders(decision, present)));
  return Array.isArray(given) ? kept.flat(1) : Object.fromEntries(kept);
}

/**
 * The common case: nothing of ours is there, so that there is nothing to remove or to merge.
 * `undefined` where there may be.
 */
function addToPlain(
  response: SetHeaders,
  given: HeaderFields,
  decision: Decision,
): HeaderFields | undefined {
  if (Array.isArray(given) || response.getHeaderNames().length > 0) return undefined;
  const fields = given as Readonly<Record<string, FieldValue>>;
  // Not a spread, which costs more than all that is done here.
  const head: Record<string, FieldValue> = {};
  for (const name in fields) {
    if (!Object.hasOwn(fields, name)) continue;
    if (mayBeOurs(name)) return undefined;
    head[name] = fields[name];
  }
  return addHeaders(decision, head);
}

/** `Vary`, and whatever could be `Access-Control-*`: a quick look, since it is taken at every header. */
function mayBeOurs(name: string): boolean {
  const first = name.charCodeAt(0) | 0x20;
  if (first === 0x76) return name.length === 4;
  return first === 0x61 && name.charCodeAt(14) === 0x2d;
}

/** Makes the headers that `setHeader` left say what was decided, for a head without headers of its own. */
export function settleResponse(response: SetHeaders, decision: Decision): void {
  removeManaged(response);
  const decided = decidedHeaders(decision, linesOf(response.getHeader('vary')));
  for (const name of Object.keys(decided)) response.setHeader(name, decided[name] as string);
}

function removeManaged(response: SetHeaders): void {
  for (const name of response.getHeaderNames()) {
    if (isManaged(name)) response.removeHeader(name);
  }
}

/** What was decided, its `Vary` merged with the lines that are there. */
function decidedHeaders(
  decision: Decision,
  present: readonly string[],
): Readonly<Record<string, string>> {
  const headers = addHeaders<string>(decision, {});
  const merged = mergeVary(present, headers['vary']);
  if (merged !== undefined) headers['vary'] = merged;
  return headers;
}

/** Node takes `null` from `setHeader`, and numbers among lines. */
function linesOf(value: FieldValue | null): readonly string[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'object' ? value.map(String) : [String(value)];
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
