import type { AddressInfo } from 'node:net';

import corsPlugin from '@routecors/fastify';
import corsInspector from '@routecors/fastify/inspector';
import { createUserAgent } from '@routecors/user-agent';
import { injectTransport } from '@routecors/user-agent/node';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Browser, type Page, waitUntil } from '../src/browser.ts';
import { browsers, isMandatory } from '../src/browsers.ts';

const app = 'https://app.example';

describe.each(browsers.filter(isMandatory))('the inspector in $name', ({ launch }) => {
  let browser: Browser;
  let server: FastifyInstance;
  let page: Page;

  beforeAll(async () => {
    server = Fastify();
    server.register(corsPlugin, { origin: [app], policies: { public: { origin: '*' } } });
    server.get('/feed', { config: { cors: 'public' } }, async () => 'ok');
    server.put('/me', { config: { cors: { allowedHeaders: ['content-type'] } } }, async () => 'ok');
    server.register(corsInspector, {
      prefix: '/inspector',
      agent: (origin) => createUserAgent({ origin, transport: injectTransport(server) }),
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
    page = await browser.newPage();
    const { port } = server.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/inspector`);
    await waitUntil(page, isThere, 10_000, '[data-ready] #routes li');
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  }, 30_000);

  test('shows where each option comes from, and filters', async () => {
    const shown = await page.evaluate(() => {
      const filter = document.querySelector<HTMLInputElement>('#filter');
      if (filter) filter.value = 'put config.cors';
      filter?.dispatchEvent(new Event('input'));
      return document.querySelector<HTMLElement>('#routes')?.textContent;
    });
    expect(shown).toMatch(
      /^PUT \/meorigin: https:\/\/app\.example.*allowedHeaders: content-type PUT \/me config\.cors/,
    );
  });

  test('asks by keyboard as a browser would, and names the step that fails', async () => {
    await page.pressEnter('[aria-label="Ask: PUT /me"]');
    const filled = await page.evaluate(() => {
      const headers = document.querySelector<HTMLInputElement>('#headers');
      if (headers) headers.value = 'x-secret: 1';
      return document.querySelector<HTMLInputElement>('#origin')?.value;
    });
    expect(filled).toBe(app);
    await page.pressEnter('#path');
    await waitUntil(page, isThere, 10_000, '#answer[data-outcome="blocked"]:not([hidden]) .failed');
    const failed = await page.evaluate(() => document.querySelector('#steps li')?.textContent);
    expect(failed).toMatch(/^Preflight, .*x-secret.*Fix: .*allowedHeaders/);
  });

  test('shows denials as they come, as text', async () => {
    const origin = 'https://<b>evil</b>.example';
    await server.inject({ method: 'PUT', url: '/me', headers: { origin } });
    await waitUntil(
      page,
      (text: string) => document.querySelector('#denials')?.textContent.includes(text) ?? false,
      10_000,
      origin,
    );
  });

  test("fits a phone's width", async () => {
    // The page lets nobody frame it, and a window has a least width: so the body is made narrow.
    const overflow = await page.evaluate((width: number) => {
      document.documentElement.style.width = `${width}px`;
      const over = [...document.querySelectorAll<HTMLElement>('body *')].filter(
        (each) => each.getBoundingClientRect().right > width,
      );
      document.documentElement.style.width = '';
      return over.map(({ tagName, id }) => `${tagName} ${id}`);
    }, 360);
    expect(overflow).toEqual([]);
  });
});

/** Runs in the page. */
function isThere(selector: string): boolean {
  return document.querySelector(selector) !== null;
}
