import { PasteError, checkLength } from './paste-error.ts';

/** What is used of an entry. (HAR 1.2, "entries") */
export interface HarEntry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HarHeader[];
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly HarHeader[];
  };
}

export interface HarHeader {
  readonly name: string;
  readonly value: string;
}

/** Bodies make such a file long. */
const maxHarLength = 50_000_000;

/** The entries of a HAR file, of a list of them, or one alone. */
export function entriesOf(text: string): readonly HarEntry[] {
  checkLength('The HAR', text, maxHarLength);
  const value = parse(text);
  const log = member(value, 'log');
  const list = member(log, 'entries') ?? member(value, 'entries') ?? value;
  const entries = Array.isArray(list) ? (list as readonly unknown[]) : [list];
  if (entries.length === 0)
    throw new PasteError(
      'The HAR has no entry. Load the page again with the tools open, then save.',
    );
  return entries.map(entryOf);
}

/** The value of the first header of that name, whatever its case. */
export function headerOf(headers: readonly HarHeader[], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new PasteError(
      `The HAR is no JSON: ${(error as Error).message}. Save it with the browser's tools: Network, "Save all as HAR".`,
    );
  }
}

function entryOf(value: unknown, index: number): HarEntry {
  const request = member(value, 'request');
  const response = member(value, 'response');
  const method = member(request, 'method');
  const url = member(request, 'url');
  if (typeof method !== 'string' || typeof url !== 'string' || !URL.canParse(url)) {
    throw new PasteError(
      `Entry ${index} of the HAR has no request with method and url. Paste an entry with "request" and "response", or the whole file.`,
    );
  }
  const status = member(response, 'status');
  const statusText = member(response, 'statusText');
  return {
    request: { method, url, headers: headersOf(request) },
    response: {
      status: typeof status === 'number' ? status : 0,
      statusText: typeof statusText === 'string' ? statusText : '',
      headers: headersOf(response),
    },
  };
}

function headersOf(message: unknown): readonly HarHeader[] {
  const headers = member(message, 'headers');
  if (!Array.isArray(headers)) return [];
  return (headers as readonly unknown[]).flatMap((header) => {
    const name = member(header, 'name');
    const value = member(header, 'value');
    return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : [];
  });
}

/** An own property of an object; of anything else nothing. */
function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
