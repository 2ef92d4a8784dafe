import { type Answered, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** A redirect that a GET survives and a preflight would not. (Fetch, "CORS-preflight fetch", step 7) */
export function redirectHints({ during, status, headers, url }: Answered): Hint[] {
  const [location] = valuesOf(headers, 'location');
  const isRedirect = status > 300 && status < 400 && status !== 304;
  if (during === 'preflight' || !isRedirect || location === undefined) return [];
  const from = new URL(url);
  if (!URL.canParse(location, url)) return [];
  const to = new URL(location, url);
  const what = whatDiffers(from, to);
  if (what === undefined) return [];
  return [
    {
      code: 'redirected',
      message: `The server redirects to ${what}: let the page call ${to.href} at once. A request with a preflight would fail here.`,
    },
  ];
}

function whatDiffers(from: URL, to: URL): string | undefined {
  if (from.protocol === 'http:' && to.protocol === 'https:') return 'https:';
  if (from.origin !== to.origin) return undefined;
  return from.pathname.replace(/\/$/, '') === to.pathname.replace(/\/$/, '') &&
    from.pathname !== to.pathname
    ? 'the other spelling of the slash'
    : undefined;
}
