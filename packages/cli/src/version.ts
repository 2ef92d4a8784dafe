import { createRequire } from 'node:module';

/** The version of the package: its manifest stands beside `src` and `dist` alike. */
export const version: string = (
  createRequire(import.meta.url)('../package.json') as { version: string }
).version;
