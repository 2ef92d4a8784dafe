import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';

import { messageOf } from '../announcer.ts';
import { checkKeys, checkWhole, refuser } from '../list-options.ts';
import type { OriginSource } from '../origin-source.ts';
import { parseArray } from './parse-array.ts';
import { watchFile } from './watch-file.ts';

/** How a file is read. */
export interface FileSourceOptions {
  /** The most bytes that are read; a larger file is refused. Default: 16 MiB. */
  readonly maxBytes?: number;
}

/**
 * A JSON file with an array of origins, or of `{ "key", "origin" }`. It is watched, also through editors that replace
 * it, and through the symbolic links of a Kubernetes ConfigMap. A file that is half written, or gone,
 * leaves the entries in force that it had.
 */
export function fileSource(path: string, options: FileSourceOptions = {}): OriginSource {
  const refuse = refuser('fileSource');
  if (typeof path !== 'string' || path === '') refuse('path', path, 'the path of a JSON file');
  checkKeys('fileSource', options, ['maxBytes']);
  const { maxBytes = 16 * 1024 * 1024 } = options;
  checkWhole(refuse, 'maxBytes', maxBytes, 1, 2 ** 30);
  // Whoever changes the working directory later means the same file.
  const absolute = resolve(path);
  return {
    name: basename(path, extname(path)),
    load: async (signal) => parse(await read(absolute, maxBytes, signal), path, signal),
    subscribe: (changed, signal) => watchFile(absolute, changed, signal),
  };
}

async function read(path: string, maxBytes: number, signal: AbortSignal): Promise<string> {
  // A pipe that nobody writes to would be waited for when it is opened.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error(`${path} is no file. Fix: give the path of a JSON file.`);
    refuseAbove(maxBytes, found.size, path);
    let text = '';
    // One byte more tells that it has grown meanwhile.
    const stream = file.createReadStream({ encoding: 'utf8', end: maxBytes, signal });
    for await (const chunk of stream) text += String(chunk);
    refuseAbove(maxBytes, stream.bytesRead, path);
    return text;
  } finally {
    await file.close();
  }
}

function refuseAbove(maxBytes: number, bytes: number, path: string): void {
  if (bytes <= maxBytes) return;
  throw new Error(`${path} has ${bytes} bytes, and ${maxBytes} are the most. Fix: raise maxBytes.`);
}

async function parse(text: string, path: string, signal: AbortSignal): Promise<readonly unknown[]> {
  let value: unknown;
  try {
    value = await parseArray(text, signal);
  } catch (cause) {
    if (signal.aborted) throw cause;
    const what = text.trim() === '' ? 'is empty' : `is no JSON: ${messageOf(cause)}`;
    throw new Error(`${path} ${what}. Fix: write an array, such as ["https://app.example"].`, {
      cause,
    });
  }
  if (!Array.isArray(value)) {
    throw new TypeError(`${path} holds no array. Fix: write one, such as ["https://app.example"].`);
  }
  return value;
}
