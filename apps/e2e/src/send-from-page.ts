import type { Page } from './browser.ts';

/** Every way in which a page makes a browser send something, without asking whether it may read. */
export type Way =
  | 'fetch with text'
  | 'fetch with JSON'
  | 'form'
  | 'form under no-referrer'
  | 'beacon'
  | 'image'
  | 'navigation in a frame'
  | 'sandboxed frame'
  | 'EventSource'
  | 'WebSocket';

/** Sends to `url` from a page, and resolves once the browser is done, or has begun what cannot be watched. */
export function sendFromPage(page: Page, way: Way, url: string): Promise<string> {
  return page.evaluate(
    async (asked: string, target: string): Promise<string> => {
      const post = (init: RequestInit): Promise<string> =>
        fetch(target, { method: 'POST', credentials: 'include', ...init }).then(
          (response) => `answered ${response.type}`,
          () => 'blocked',
        );
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- it travels as source, with nothing around it
      const frame = (attributes: Record<string, string>): void => {
        const element = document.createElement('iframe');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
      };
      const submit = (referrerPolicy: string): string => {
        const name = `frame-${Math.random().toString(36).slice(2)}`;
        frame({ name, referrerpolicy: referrerPolicy });
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: target, target: name });
        if (referrerPolicy !== '') {
          const meta = document.createElement('meta');
          Object.assign(meta, { name: 'referrer', content: referrerPolicy });
          document.head.append(meta);
        }
        document.body.append(form);
        form.submit();
        return 'submitted';
      };
      switch (asked) {
        case 'fetch with text':
          return post({ mode: 'no-cors', body: 'text' });
        case 'fetch with JSON':
          return post({ headers: { 'content-type': 'application/json' }, body: '{}' });
        case 'form':
          return submit('');
        case 'form under no-referrer':
          return submit('no-referrer');
        case 'beacon':
          return navigator.sendBeacon(target, 'text') ? 'queued' : 'refused';
        case 'image':
          return new Promise((resolve) => {
            const image = new Image();
            image.addEventListener('load', () => resolve('loaded'));
            image.addEventListener('error', () => resolve('failed'));
            image.src = target;
          });
        case 'navigation in a frame':
          frame({ src: target });
          return 'navigated';
        case 'sandboxed frame':
          frame({
            sandbox: 'allow-scripts',
            srcdoc: `<script>fetch(${JSON.stringify(target)}, { method: 'POST', mode: 'no-cors', body: 'x' })</script>`,
          });
          return 'begun';
        case 'EventSource': {
          const source = new EventSource(target, { withCredentials: true });
          return new Promise((resolve) => {
            source.addEventListener('open', () => {
              source.close();
              resolve('open');
            });
            source.addEventListener('error', () => {
              source.close();
              resolve('failed');
            });
          });
        }
        default: {
          const socket = new WebSocket(target.replace('http', 'ws'));
          return new Promise((resolve) => {
            socket.addEventListener('open', () => {
              socket.close();
              resolve('open');
            });
            socket.addEventListener('error', () => resolve('failed'));
          });
        }
      }
    },
    way,
    url,
  );
}
