import type { Decision } from '../decide/decision.ts';
import { mergeExposeHeaders } from './expose-headers.ts';
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

const allowOriginName = 'access-control-allow-origin';
const exposeHeadersName = 'access-control-expose-headers';

/** A header of the CORS protocol; none but ours leaves. (Fetch, section 3.3.3) */
const isManaged = (name: string): boolean => name.toLowerCase().startsWith('access-control-');

/** What is ours to say, `Vary` partly. */
const isOurs = (name: string): boolean => isManaged(name) || name.toLowerCase() === 'vary';

/**
 * Makes the headers of an explicit head say what was decided. What was given is left untouched: it
 * may be a shared constant.
 *
 * @param methods where the response's own methods are taken from
 * @returns the head to write
 */
export function settleHead(
  response: SetHeaders,
  methods: SetHeaders,
  given: HeaderFields,
  decision: Decision,
): HeaderFields {
  const hasSet = methods.getHeaderNames.call(response).length > 0;
  // Node hands what it is given to `setHeader` where that was used before, and light-my-request always.
  const isWrapped = response.setHeader !== methods.setHeader;
  if (!hasSet && !isWrapped) {
    const quick = addToPlain(given, decision);
    if (quick !== undefined) return quick;
  }
  const fields = pairsOf(given);
  const kept = fields.filter(([name]) => !isOurs(name));
  const decided = decidedHeaders(decision, (name) => {
    const lines = linesIn(fields, name);
    // What `writeHead` is given replaces what `setHeader` set.
    return lines.length > 0 ? lines : linesOf(methods.getHeader.call(response, name));
  });
  if (hasSet || isWrapped) replaceManaged(response, methods, decided);
  else kept.push(...Object.entries(decided));
  return Array.isArray(given) ? kept.flat(1) : Object.fromEntries(kept);
}

/**
 * The common case: nothing of ours is there, so that there is nothing to remove or to merge.
 * `undefined` where there may be.
 */
function addToPlain(given: HeaderFields, decision: Decision): HeaderFields | undefined {
  if (Array.isArray(given)) return undefined;
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
export function settleResponse(
  response: SetHeaders,
  methods: SetHeaders,
  decision: Decision,
): void {
  const decided = decidedHeaders(decision, (name) =>
    linesOf(methods.getHeader.call(response, name)),
  );
  replaceManaged(response, methods, decided);
}

function replaceManaged(
  response: SetHeaders,
  methods: SetHeaders,
  decided: Readonly<Record<string, string>>,
): void {
  for (const name of methods.getHeaderNames.call(response)) {
    if (isManaged(name)) methods.removeHeader.call(response, name);
  }
  for (const name of Object.keys(decided)) {
    methods.setHeader.call(response, name, decided[name] as string);
  }
}

/** What was decided, merged with the lines that are there of the two headers which others may add to. */
function decidedHeaders(
  decision: Decision,
  present: (name: string) => readonly string[],
): Readonly<Record<string, string>> {
  const headers = addHeaders<string>(decision, {});
  const vary = mergeVary(present('vary'), headers['vary']);
  if (vary !== undefined) headers['vary'] = vary;
  // Whom the response is not for reads nothing, whatever is exposed.
  if (decision.kind !== 'actual' || headers[allowOriginName] === undefined) return headers;
  const exposed = mergeExposeHeaders(present(exposeHeadersName), decision);
  if (exposed !== undefined) headers[exposeHeadersName] = exposed;
  return headers;
}

function linesIn(fields: readonly Field[], name: string): readonly string[] {
  return fields
    .filter(([each]) => each.toLowerCase() === name)
    .flatMap(([, value]) => linesOf(value));
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
