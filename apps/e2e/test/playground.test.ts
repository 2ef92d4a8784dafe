import { type Playground, startPlayground } from 'playground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Browser, type Page, waitUntil } from '../src/browser.ts';
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
    await waitUntil(page, isThere, 10_000, '.card');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await playground.close();
  }, 30_000);

  test.each(servers.map((server, index) => [server, index] as const))(
    'runs every scenario on %s to the verdict that it should have, and agrees with the model',
    async (_server, index) => {
      await page.goto(playground.page);
      await waitUntil(page, isThere, 10_000, '.card');
      await page.evaluate(
        (at: number) => document.querySelectorAll<HTMLInputElement>('#servers input')[at]?.click(),
        index,
      );
      await page.evaluate(() => document.querySelector<HTMLElement>('#run-all')?.click());
      await waitUntil(
        page,
        (count: number) => document.querySelectorAll('.card[data-verdict]').length === count,
        20_000,
        cards.length,
      );
      const shown = await page.evaluate(() =>
        [...document.querySelectorAll('.card')].map((card) => ({
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

  test('forgets what another server answered once that is chosen', async () => {
    await page.goto(playground.page);
    await waitUntil(page, isThere, 10_000, '.card');
    await page.pressEnter('.card .run');
    await waitUntil(page, isThere, 10_000, '.card[data-verdict="readable"]');
    const left = await page.evaluate(() => {
      document.querySelectorAll<HTMLInputElement>('#servers input')[1]?.click();
      const [card] = document.querySelectorAll('.card');
      return [
        document.querySelectorAll('.card[data-verdict]').length,
        card?.querySelector('.verdict')?.textContent,
        card?.querySelector<HTMLElement>('.result')?.hidden,
      ];
    });
    expect(left).toEqual([0, '', true]);
  }, 30_000);

  test('works by keyboard', async () => {
    await page.goto(playground.page);
    await waitUntil(page, isThere, 10_000, '.card');
    await page.pressEnter('.card .run');
    await waitUntil(page, isThere, 10_000, '.card[data-verdict="readable"]');
  }, 30_000);

  test("fits a phone's width", async () => {
    // In a frame, because a window has a least width.
    const overflow = await page.evaluate(
      (width: number) =>
        new Promise<number>((resolve) => {
          const frame = document.createElement('iframe');
          frame.style.width = `${width}px`;
          frame.src = location.href;
          frame.addEventListener('load', () => {
            const root = frame.contentDocument?.documentElement;
            resolve(root === undefined ? Number.NaN : root.scrollWidth - width);
          });
          document.body.append(frame);
        }),
      360,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

/** Runs in the page. */
function isThere(selector: string): boolean {
  return document.querySelector(selector) !== null;
}
