import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import puppeteer, { type Browser } from 'puppeteer-core';

/** A browser that was found on this machine, or what was looked for. */
export interface FoundBrowser {
  readonly name: 'Chromium' | 'Firefox';
  /** `undefined` where it was not found. */
  readonly path: string | undefined;
  readonly launch: () => Promise<Browser>;
}

/** What Chromium is started with: no GPU, no sandbox for root, and no calls home. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const chromium = find('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']);
const firefox = find('FIREFOX', ['firefox-esr', 'firefox']);

/** Both browsers, found or not. `CHROMIUM` and `FIREFOX` in the environment name other paths. */
export const browsers: readonly FoundBrowser[] = [
  {
    name: 'Chromium',
    path: chromium,
    launch: () =>
      puppeteer.launch({ executablePath: pathOf(chromium), headless: true, args: chromiumArgs }),
  },
  {
    name: 'Firefox',
    path: firefox,
    launch: () =>
      puppeteer.launch({ browser: 'firefox', executablePath: pathOf(firefox), headless: true }),
  },
];

/**
 * Whether the suites of a browser run. One that is missing is said loudly; where `CI` is `true`, its
 * suite runs all the same, and fails.
 */
export function isMandatory({ name, path }: FoundBrowser): boolean {
  if (path !== undefined) return true;
  process.stderr.write(`\n!!! ${name} was not found on PATH: its suites do not run. !!!\n\n`);
  return process.env['CI'] === 'true';
}

function find(variable: string, names: readonly string[]): string | undefined {
  const named = process.env[variable];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function pathOf(path: string | undefined): string {
  if (path !== undefined) return path;
  throw new Error('The browser was not found on PATH. Install chromium and firefox-esr.');
}
