import type { Page } from './browser.ts';
import type { PageRequestInit } from './scenario.ts';

/** Everything that page script can see of a call. */
export interface PageResult {
  readonly outcome: 'blocked' | 'opaque' | 'readable';
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes a call in the page, with the page's own `fetch`. */
export function callFromPage(
  page: Page,
  url: string,
  init: PageRequestInit = {},
): Promise<PageResult> {
  return page.evaluate(call, url, init);
}

/** Makes a call in a sandboxed frame of the page: its origin is opaque, and it sends `null`. */
export function callFromSandbox(
  page: Page,
  url: string,
  init: PageRequestInit = {},
): Promise<PageResult> {
  const script = `(${call.toString()})(${JSON.stringify(url)}, ${JSON.stringify(init)})
    .then((result) => parent.postMessage(result, '*'))`;
  return page.evaluate((source) => {
    return new Promise<PageResult>((resolve) => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.srcdoc = `<script>${source}</script>`;
      addEventListener('message', ({ data }) => resolve(data as PageResult), { once: true });
      document.body.append(frame);
    });
  }, script);
}

/** Runs in the page, so it may use nothing from around it. */
async function call(url: string, init: PageRequestInit): Promise<PageResult> {
  try {
    const response = await fetch(url, init);
    return {
      outcome: response.type === 'opaque' ? 'opaque' : 'readable',
      status: response.status,
      body: await response.text(),
      headers: Object.fromEntries(response.headers),
    };
  } catch {
    return { outcome: 'blocked', status: 0, body: '', headers: {} };
  }
}
