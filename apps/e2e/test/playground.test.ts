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
  ['Forged form', 'Refused', /answered 201.*answered 403.*(?:origin|sec-fetch-site) says/s],
  [
    "A stranger's WebSocket",
    'Refused',
    /answered 101.*answered 403.*origin says http:\/\/127\.0\.0\.1/s,
  ],
];

/** The calls that a model of `fetch` makes, too. */
const modelled = new Set(cards.map(([title]) => title).slice(1, 9));

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
        cards.map(([title, verdict, why]) => ({
          title,
          verdict,
          right: 'true',
          why: expect.stringMatching(why) as unknown,
          differs: 0,
          agrees: modelled.has(title) ? 1 : 0,
        })),
      );
    },
    30_000,
  );

  test("shows the server's own reason, the policy that decided, and where it was written", async () => {
    await page.goto(playground.page);
    await waitUntil(page, isThere, 10_000, '.card');
    await page.pressEnter('[aria-label="Run: Route with CORS off"]');
    await waitUntil(page, isThere, 10_000, '.card[data-verdict="blocked"] .reason');
    const reason = await page.evaluate(() => document.querySelector('.reason')?.textContent);
    expect(reason).toMatch(/To the preflight of POST: CORS is off for this route/);
    expect(reason).toContain('origin: false POST /admin/reset config.cors');
    // The first thing to read is what failed.
    const first = await page.evaluate(() => document.querySelector('.steps li')?.className);
    expect(first).toBe('failed');
  }, 30_000);

  test.each<[name: string, policy: string, shows: string, text: RegExp]>([
    ['no JSON', '{', '#own .refusal:not([hidden])', /The policy is no JSON/],
    [
      'what boot refuses',
      '{ "origin": ["https://app.example/"] }',
      '#own .refusal:not([hidden])',
      /refused for 1 problem.*https:\/\/app\.example/s,
    ],
    [
      'a stranger',
      '{ "origin": ["https://app.example"] }',
      '#own .result[data-verdict="blocked"]:not([hidden])',
      /not among the policy's origins/,
    ],
    [
      'everybody',
      '{ "origin": "*" }',
      '#own .result[data-verdict="readable"]:not([hidden])',
      /Allowed: the policy is for every origin/,
    ],
  ])(
    'puts a policy in force that the visitor writes: %s',
    async (_name, policy, shows, text) => {
      await page.goto(playground.page);
      await waitUntil(page, isThere, 10_000, '.card');
      await page.evaluate((value: string) => {
        const field = document.querySelector<HTMLTextAreaElement>('#own [name=policy]');
        if (field) field.value = value;
      }, policy);
      await page.pressEnter('#own button');
      await waitUntil(page, isThere, 10_000, shows);
      const shown = await page.evaluate(
        (selector: string) => document.querySelector(selector)?.textContent,
        shows,
      );
      expect(shown).toMatch(text);
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
