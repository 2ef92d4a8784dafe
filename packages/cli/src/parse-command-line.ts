import { type ParseArgsConfig, parseArgs } from 'node:util';

import { nearestName } from '@routecors/core';

import { UsageError } from './usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Config<Known extends Options> {
  args: string[];
  options: Known;
  allowPositionals: true;
}

/** `parseArgs` with a `UsageError`, which for an unknown option names the one that was meant. */
export function parseCommandLine<Known extends Options>(
  args: readonly string[],
  options: Known,
): ReturnType<typeof parseArgs<Config<Known>>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(message);
    const near = nearestName(
      unknown,
      Object.keys(options).map((name) => `--${name}`),
    );
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new UsageError(`There is no option ${unknown}.${hint}`);
  }
}
