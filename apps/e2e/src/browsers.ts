import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import puppeteer from 'puppeteer-core';

import type { Browser } from './browser.ts';
import { browserOf } from './puppeteer-browser.ts';
import { type WebKitPaths, launchWebKit } from './webkit/launch.ts';

export type BrowserName = 'Chromium' | 'Firefox' | 'WebKit';

/** What the user agent calls it. */
export function optionOf(name: BrowserName): 'chromium' | 'firefox' | 'webkit' {
  return name.toLowerCase() as 'chromium' | 'firefox' | 'webkit';
}

/** A browser that was found on this machine, or what was looked for. */
export interface FoundBrowser {
  readonly name: BrowserName;
  /** `undefined` where it was not found. */
  readonly path: string | undefined;
  readonly launch: () => Promise<Browser>;
}

const missing =
  'The browser was not found. Install chromium, firefox-esr, and webkit2gtk-driver with xvfb.';

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

const webkit = findWebKit();

/**
 * All browsers, found or not. `CHROMIUM`, `FIREFOX`, `WEBKIT_DRIVER`, `MINI_BROWSER` and `XVFB` in the
 * environment name other paths.
 */
export const browsers: readonly FoundBrowser[] = [
  {
    name: 'Chromium',
    path: chromium,
    launch: async () =>
      browserOf(
        await puppeteer.launch({
          executablePath: pathOf(chromium),
          headless: true,
          args: chromiumArgs,
        }),
        true,
      ),
  },
  {
    name: 'Firefox',
    path: firefox,
    launch: async () =>
      browserOf(
        await puppeteer.launch({
          browser: 'firefox',
          executablePath: pathOf(firefox),
          headless: true,
        }),
        // Firefox does not hand what it has to say about CORS to automation.
        false,
      ),
  },
  {
    name: 'WebKit',
    path: webkit?.driver,
    launch: () => {
      if (webkit === undefined) throw new Error(missing);
      return launchWebKit(webkit);
    },
  },
];

/**
 * Whether the suites of a browser run. One that is missing is said loudly; where `CI` is `true`, its
 * suite runs all the same, and fails.
 */
export function isMandatory({ name, path }: FoundBrowser): boolean {
  if (path !== undefined) return true;
  process.stderr.write(`\n!!! ${name} was not found: its suites do not run. !!!\n\n`);
  return process.env['CI'] === 'true';
}

function find(variable: string, names: readonly string[]): string | undefined {
  const named = process.env[variable];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Safari's engine, as Debian has it: a driver, a browser to drive, and a screen for it. */
function findWebKit(): WebKitPaths | undefined {
  const driver = find('WEBKIT_DRIVER', ['WebKitWebDriver']);
  const xvfb = find('XVFB', ['Xvfb']);
  const miniBrowser = process.env['MINI_BROWSER'] ?? miniBrowsers().find(isExecutable);
  if (driver === undefined || xvfb === undefined || miniBrowser === undefined) return undefined;
  return { driver, xvfb, miniBrowser };
}

/** MiniBrowser is on no `PATH`: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser, for one. */
function miniBrowsers(): string[] {
  return ['/usr/lib', '/usr/libexec']
    .flatMap((folder) => [folder, ...list(folder).filter((path) => path.includes('-linux-'))])
    .flatMap(list)
    .filter((path) => /\/webkit(?:2)?gtk-[0-9.]+$/.test(path))
    .map((path) => join(path, 'MiniBrowser'));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
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
  throw new Error(missing);
}
