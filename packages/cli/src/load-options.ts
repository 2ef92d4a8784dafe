import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findJsonError } from './json-position.ts';
import { UsageError } from './usage-error.ts';

/** Reads options from a JSON file or a module, or throws a `UsageError` that says where it goes wrong. */
export async function loadOptions(file: string): Promise<unknown> {
  try {
    // First, so that what cannot be opened is told from what cannot be imported.
    const text = await readFile(file, 'utf8');
    if (file.endsWith('.json')) return parseJson(text);
    const module = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
    return await optionsOf(module);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${await describe(error, file)}`);
  }
}

function parseJson(text: string): unknown {
  // Editors on Windows like to begin with a byte order mark.
  const plain = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    const { line, column, message } = findJsonError(plain);
    throw new Error(`line ${line}, column ${column}: ${message}.`);
  }
}

async function optionsOf(module: Record<string, unknown>): Promise<unknown> {
  let options = await module['default'];
  // What compilers make of `export default` for CommonJS.
  if (isRecord(options) && options['__esModule'] === true) options = await options['default'];
  if (options === undefined) {
    const names = Object.keys(module).filter(
      (name) => name !== 'default' && name !== 'module.exports',
    );
    const others = names.length === 0 ? '' : `, only ${names.join(', ')}`;
    throw new Error(`it has no default export${others}. Write: export default { origin: … }`);
  }
  if (typeof options === 'function') {
    throw new Error('its default export is a function. Export the options, or a promise of them.');
  }
  return options;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

async function describe(error: unknown, file: string): Promise<string> {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file.';
    case 'EISDIR':
      return 'it is a directory. Name the file in it.';
    case 'EACCES':
      return 'it may not be read by this user.';
    case 'ERR_UNKNOWN_FILE_EXTENSION':
      return unknownExtension(file);
    default: {
      const line = error instanceof SyntaxError ? await lineOfSyntax(file) : lineOf(error);
      return `${error.message}${line === undefined ? '' : ` (line ${line})`}`;
    }
  }
}

function unknownExtension(file: string): string {
  if (/\.[cm]?tsx?$/.test(file)) {
    return 'this Node.js runs no TypeScript. Give it a loader, as in NODE_OPTIONS="--import tsx", or lint what the compiler made of it.';
  }
  return 'its name has to end in .json, .js, .mjs or .cjs.';
}

/** The line of a module that threw, where the stack tells it. */
function lineOf({ stack = '' }: Error): string | undefined {
  return /file:\/\/(?!.*node_modules)[^\s)]+?:(\d+):\d+\)?$/m.exec(stack)?.[1];
}

/** The error of a module that does not parse has no place. `node --check` tells it. */
function lineOfSyntax(file: string): Promise<string | undefined> {
  return new Promise((done) => {
    execFile(process.execPath, ['--check', file], (_error, _stdout, stderr) =>
      done(/:(\d+)$/m.exec(stderr)?.[1]),
    );
  });
}
