import { type Playground, startPlayground } from 'playground';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { browsers, isMandatory } from '../src/browsers.ts';

/** What each card must say in a real browser, and words that its last step must hold. */
const cards: readonly (readonly [title: string, verdict: string, why: RegExp])[] = [
  ['Same origin', 'Readable', /same scheme, host and port/],
  ['Simple request', 'Readable', /./],
  ['Preflighted request', 'Readable', /./],
  ['Credentialed request', 'Readable', /./],
  ['Denied origin', 'Blocked', /Access-Control-Allow-Origin.*Fix: .*routecors/s],
  ['Denied header', 'Blocked', /x-secret.*Fix: .*allowedHeaders/s],
  ['Route with CORS off', 'Blocked', /403.*Fix: /s],
  ['Missing route', 'Readable', /./],
  ['Proxy', 'Readable', /./],
];

const servers = ['Fastify', 'Nest on Express', 'Nest on Fastify'];

describe.each(browsers.filter(isMandatory))('the playground in $name', ({ launch }) => {
  let browser: Browser;
  let playground: Playground;
  let page: Page;

  beforeAll(async () => {
    [browser, playground] = await Promise.all([launch(), startPlayground({ page: 0, api: 0 })]);
    page = await browser.newPage();
    await page.goto(playground.page);
    await page.waitForSelector('.card');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await playground.close();
  }, 30_000);

  test.each(servers.map((server, index) => [server, index] as const))(
    'runs every scenario on %s to the verdict that it should have, and agrees with the model',
    async (_server, index) => {
      await page.reload();
      await page.waitForSelector('.card');
      await page.evaluate(
        (at) => document.querySelectorAll<HTMLInputElement>('#servers input')[at]?.click(),
        index,
      );
      await page.click('#run-all');
      await page.waitForFunction(
        (count) => document.querySelectorAll('.card[data-verdict]').length === count,
        { timeout: 20_000 },
        cards.length,
      );
      const shown = await page.$$eval('.card', (elements) =>
        elements.map((card) => ({
          title: card.querySelector('h2')?.textContent,
          verdict: card.querySelector('.verdict')?.textContent,
          right: card.getAttribute('data-right'),
          why: [...card.querySelectorAll('.why')].map((each) => each.textContent).join('\n'),
          differs: card.querySelectorAll('.differs').length,
          agrees: card.querySelectorAll('.agrees').length,
        })),
      );
      expect(shown).toEqual(
        cards.map(([title, verdict, why], at) => ({
          title,
          verdict,
          right: 'true',
          why: expect.stringMatching(why) as unknown,
          differs: 0,
          agrees: at === 0 ? 0 : 1,
        })),
      );
    },
    30_000,
  );

  test('works by keyboard', async () => {
    await page.reload();
    await page.waitForSelector('.card');
    await page.focus('.card .run');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.card[data-verdict="readable"]', { timeout: 10_000 });
  }, 30_000);

  test("fits a phone's width", async () => {
    await page.setViewport({ width: 360, height: 740 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
