import type { Browser as PuppeteerBrowser, Page as PuppeteerPage } from 'puppeteer-core';

import type { Browser, Page } from './browser.ts';

/** Chromium and Firefox, behind the calls that the suites use. */
export function browserOf(browser: PuppeteerBrowser, tellsConsole: boolean): Browser {
  return {
    newPage: async () => pageOf(await browser.newPage(), tellsConsole),
    version: () => browser.version(),
    close: () => browser.close(),
  };
}

function pageOf(page: PuppeteerPage, tellsConsole: boolean): Page {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: async (run, ...args) => {
      const result = await page.evaluate(
        run as unknown as (...given: unknown[]) => unknown,
        ...args,
      );
      return result as Awaited<ReturnType<typeof run>>;
    },
    pressEnter: async (selector) => {
      await page.focus(selector);
      await page.keyboard.press('Enter');
    },
    consoleLines: () => (tellsConsole ? lines : undefined),
    close: () => page.close(),
  };
}
