import { askStranger } from './stranger-frame.js';

/** Makes a call with the browser's own `fetch`, and returns all that the page can see of it. */
export async function call(url, init) {
  try {
    const response = await fetch(url, { ...init, cache: 'no-store' });
    const body = await response.text();
    return { readable: true, status: response.status, body: body.slice(0, 300) };
  } catch (error) {
    return { readable: false, error: String(error) };
  }
}

/**
 * Makes the call of a scenario, from this page or from the stranger's; then asks what went over the
 * wire, and what a model of a browser makes of it.
 */
export async function attempt(scenario, api, stranger) {
  const id = crypto.randomUUID();
  const url = new URL(scenario.path, scenario.sameOrigin ? location.origin : api);
  // A new address each time: what the browser remembers of an earlier preflight would hide this one.
  url.searchParams.set('attempt', id);
  const seen = scenario.fromStranger
    ? await askStranger(stranger, { type: 'call', url: url.href, init: scenario.init })
    : await call(url.href, scenario.init);
  const isRight = scenario.readable === undefined || seen.readable === scenario.readable;
  if (scenario.sameOrigin) return { seen, isRight, exchanges: [], reasons: [], verdict: null };
  const origin = scenario.fromStranger ? stranger : location.origin;
  const body = JSON.stringify({ id, origin, url: url.href, init: scenario.init });
  const headers = { 'content-type': 'application/json' };
  const told = await fetch('/wire', { method: 'POST', headers, body });
  return { seen, isRight, ...(await told.json()) };
}
