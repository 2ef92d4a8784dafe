import { askStranger } from './stranger-frame.js';

/** Lets another site's page send what no CORS check stops, to each route in turn; then asks what went over the wire. */
export async function forge({ forged, tries }, api, stranger) {
  const outcomes = [];
  for (const { path, enforced } of tries) {
    const id = crypto.randomUUID();
    const url = new URL(path, forged === 'socket' ? api.replace(/^http/, 'ws') : api);
    url.searchParams.set('attempt', id);
    const seen = await askStranger(stranger, { type: forged, url: url.href });
    const body = JSON.stringify({ id, url: new URL(path, api).href });
    const headers = { 'content-type': 'application/json' };
    const told = await fetch('/forged', { method: 'POST', headers, body });
    const { exchanges, reasons } = await told.json();
    const [exchange] = exchanges;
    const ran = exchange !== undefined && exchange.response.status < 400;
    outcomes.push({ path, enforced, seen, exchanges, reasons, ran });
  }
  return { outcomes, isRight: outcomes.every(({ ran, enforced }) => ran !== enforced) };
}
