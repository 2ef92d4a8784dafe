/**
 * A running browser, as far as the suites need one: what puppeteer has for Chromium and Firefox, and
 * WebDriver for WebKit.
 */
export interface Browser {
  readonly newPage: () => Promise<Page>;
  /** Name and number, as in `chrome/147.0.7727.55`. */
  readonly version: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A page, a tab of its own. All pages of a browser share cookies and caches. */
export interface Page {
  /** Resolves once the page has loaded. */
  readonly goto: (url: string) => Promise<void>;
  /** Runs a function in the page. It travels as source: nothing from around it comes along. */
  readonly evaluate: <Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ) => Promise<Result>;
  /** Focuses what the selector finds and presses Enter, as a person would. */
  readonly pressEnter: (selector: string) => Promise<void>;
  /** What the console of the page has said from here on; `undefined` where automation is not told. */
  readonly consoleLines: () => readonly string[] | undefined;
  readonly close: () => Promise<void>;
}

/** Resolves once a function in the page gives `true`; asks ten times a second. */
export async function waitUntil<Args extends readonly unknown[]>(
  page: Page,
  isSo: (...args: Args) => boolean,
  timeout: number,
  ...args: Args
): Promise<void> {
  const end = performance.now() + timeout;
  for (;;) {
    if (await page.evaluate(isSo, ...args)) return;
    if (performance.now() > end) throw new Error(`Not so after ${timeout} ms: ${String(isSo)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
