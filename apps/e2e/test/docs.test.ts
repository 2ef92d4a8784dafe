import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { type Browser, type Page, waitUntil } from '../src/browser.ts';
import { browsers, isMandatory } from '../src/browsers.ts';
import { type DocsSite, startDocsSite } from '../src/docs-site.ts';

const page = { url: 'https://api.example/items', origin: 'https://app.example' };
const har = JSON.stringify({
  log: {
    entries: [
      {
        request: {
          method: 'GET',
          url: page.url,
          headers: [{ name: 'Origin', value: page.origin }],
        },
        response: { status: 502, statusText: 'Bad Gateway', headers: [] },
      },
    ],
  },
});

/** What is filled in, by the field's id, which button is pressed, and what must come of it. */
const cases: readonly (readonly [
  name: string,
  fields: Readonly<Record<string, string>>,
  button: string,
  outcome: string,
  says: RegExp,
])[] = [
  ['the example', {}, 'example', 'blocked', /Allow-Credentials.*Fix.*credentials: true/s],
  ['a question alone', page, 'ask', 'unanswered', /curl -i 'https:\/\/api\.example\/items'/],
  [
    'a response',
    { ...page, response: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nX-A: 1' },
    'ask',
    'readable',
    /may read.*Hints.*x-a/s,
  ],
  ['half a URL', { ...page, url: '/items' }, 'ask', 'unreadable', /Write it whole/],
  ['a HAR', { har }, 'read-har', 'blocked', /502/],
  ['markup', { ...page, response: 'HTTP/1.1 200 <b>OK\nVary: x' }, 'ask', 'blocked', /<b>OK/],
];

describe.each(browsers.filter(isMandatory))('"Why is it blocked?" in $name', ({ launch }) => {
  let browser: Browser;
  let site: DocsSite;
  let tab: Page;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), startDocsSite()]);
  }, 120_000);
  beforeEach(async () => {
    tab = await browser.newPage();
    await tab.goto(`${site.url}/why.html`);
    await waitUntil(tab, isAlive, 20_000);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  }, 30_000);

  test.each(cases)('judges %s, by keyboard', async (_name, fields, button, outcome, says) => {
    await tab.evaluate((values: Readonly<Record<string, string>>) => {
      document.querySelector('details')?.setAttribute('open', '');
      for (const [id, value] of Object.entries(values)) {
        const field = document.querySelector<HTMLInputElement>(`#${id}`);
        if (field === null) throw new Error(`There is no #${id}.`);
        field.value = value;
        field.dispatchEvent(new Event('input'));
      }
    }, fields);
    await tab.pressEnter(`#${button}`);
    await waitUntil(tab, hasOutcome, 20_000, outcome);
    const shown = await tab.evaluate(() => ({
      text: document.querySelector<HTMLElement>('#result')?.textContent,
      isFocused: document.activeElement?.id === 'result',
      elsewhere: performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).origin !== location.origin)
        .map(({ name }) => name),
    }));
    expect(shown.text).toMatch(says);
    expect([shown.isFocused, shown.elsewhere]).toEqual([true, []]);
  });

  test('nothing is sent anywhere: the page asks for its own files, and may not connect to others', async () => {
    expect(site.asked.filter((path) => !/^GET \/(?:why\.html|[\w./-]+\.\w+)$/.test(path))).toEqual(
      [],
    );
    const isRefused = await tab.evaluate(async () => {
      const refused = new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve(event.effectiveDirective),
        );
      });
      await fetch('https://elsewhere.example/').catch(() => undefined);
      return await refused;
    });
    expect(isRefused).toBe('connect-src');
  });

  test("fits a phone's width", async () => {
    // A window has a least width, a frame has none.
    const overflow = await tab.evaluate(async (width: number) => {
      const frame = document.createElement('iframe');
      frame.style.width = `${width}px`;
      frame.src = location.href;
      document.body.append(frame);
      await new Promise((resolve) => {
        frame.addEventListener('load', resolve);
      });
      const elements = [...(frame.contentDocument?.querySelectorAll('.vp-doc *') ?? [])];
      const over = elements.filter((each) => each.getBoundingClientRect().right > width);
      return { count: elements.length, over: over.map(({ tagName, id }) => `${tagName} ${id}`) };
    }, 360);
    expect(overflow.count).toBeGreaterThan(30);
    expect(overflow.over).toEqual([]);
  });
});

/** Runs in the page: whether Vue has taken over what was rendered at build. */
function isAlive(): boolean {
  return document.querySelector('.why[data-ready="true"]') !== null;
}

/** Runs in the page. */
function hasOutcome(outcome: string): boolean {
  return document.querySelector(`#result[data-outcome="${outcome}"]`) !== null;
}
