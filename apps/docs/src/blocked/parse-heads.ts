import type { HeaderLines } from '@routecors/user-agent';

import { PasteError, checkLength } from './paste-error.ts';

/** The head of a response. */
export interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderLines;
}

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: (.*))?$/;

/**
 * The heads of what `curl -i` prints, with `-L` all the way, or `curl -v`. What a proxy says first and what
 * comes before the answer proper (`100 Continue`) are none. Blank text has no head.
 */
export function parseHeads(field: string, text: string): readonly Head[] {
  checkLength(field, text);
  if (text.trim() === '') return [];
  const lines = linesOf(text);
  const heads: Head[] = [];
  let at = nextStatus(lines, 0);
  if (at === -1) {
    throw new PasteError(
      `${field} has no line such as "HTTP/1.1 200 OK". Paste what curl -i prints: the i makes it print the head.`,
    );
  }
  while (at !== -1) {
    const { head, end } = readHead(field, lines, at);
    if (!isInterim(head)) heads.push(head);
    // Beyond a redirect, what follows is the body, whatever it looks like.
    at = isInterim(head) || isRedirect(head) ? nextStatus(lines, end) : -1;
  }
  return heads;
}

/** Without the signs of `curl -v`, which marks what came with `<`. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => line.startsWith('< HTTP/'))) return lines;
  return lines.filter((line) => line.startsWith('<')).map((line) => line.slice(1).trim());
}

function nextStatus(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    if (statusLine.test(lines[at]?.trim() ?? '')) return at;
  }
  return -1;
}

function readHead(
  field: string,
  lines: readonly string[],
  start: number,
): { readonly head: Head; readonly end: number } {
  const [, status = '', statusText = ''] = statusLine.exec(lines[start]?.trim() ?? '') ?? [];
  const headers: [string, string][] = [];
  let end = start + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    if (line.trim() === '') break;
    headers.push(readHeader(field, line, end + 1));
  }
  return { head: { status: Number(status), statusText, headers }, end };
}

/** `Name: value`. */
export function readHeader(field: string, line: string, number: number): [string, string] {
  const [, name, value = ''] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:(.*)$/.exec(line) ?? [];
  if (name !== undefined) return [name, bytesOf(value.trim())];
  const shown = JSON.stringify(line.slice(0, 80));
  throw new PasteError(`${field}, line ${number}: ${shown} is no "Name: value".`);
}

/** One character for each byte, as it was on the wire. */
function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Not the answer yet. (RFC 9110, sections 15.2 and 9.3.6) */
function isInterim({ status, statusText }: Head): boolean {
  return (status >= 100 && status < 200) || /^connection established$/i.test(statusText);
}

function isRedirect({ status }: Head): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
