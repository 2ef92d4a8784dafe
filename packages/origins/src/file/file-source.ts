import { open } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';

import { checkKeys, checkWhole, refuser } from '../list-options.ts';
import type { OriginSource } from '../origin-source.ts';
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
    load: async (signal) => parse(await read(absolute, maxBytes, signal), path),
    subscribe: (changed, signal) => watchFile(absolute, changed, signal),
  };
}

async function read(path: string, maxBytes: number, signal: AbortSignal): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new Error(
        `${path} has ${size} bytes, and ${maxBytes} are the most. Fix: raise maxBytes.`,
      );
    }
    return await file.readFile({ encoding: 'utf8', signal });
  } finally {
    await file.close();
  }
}

function parse(text: string, path: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const what = text.trim() === '' ? 'is empty' : `is no JSON: ${(cause as Error).message}`;
    throw new Error(`${path} ${what}. Fix: write an array, such as ["https://app.example"].`, {
      cause,
    });
  }
  if (!Array.isArray(value)) {
    throw new TypeError(`${path} holds no array. Fix: write one, such as ["https://app.example"].`);
  }
  return value;
}
