/** One call that page script makes, and what it must be able to see of the answer. */
export interface Scenario {
  readonly name: string;
  /** The page that calls. A sandboxed frame has the origin `null`. */
  readonly from: 'page' | 'stranger' | 'sandbox';
  readonly path: string;
  /** As `fetch` takes it; JSON, because it travels into the page. */
  readonly init?: PageRequestInit;
  readonly sees: Seen;
}

/** What of `RequestInit` the scenarios use. */
export interface PageRequestInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly mode?: 'cors' | 'no-cors';
  readonly credentials?: 'omit' | 'same-origin' | 'include';
}

/** What a page sees: a blocked call is a `TypeError`, and no more than that. */
export interface Seen {
  readonly outcome: 'blocked' | 'opaque' | 'readable';
  readonly status?: number;
  /** Words of the body. */
  readonly body?: string;
  /** Response headers as the page reads them; `null` is hidden. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

const json = { 'content-type': 'application/json' };
const put = { method: 'PUT', headers: json, body: '{"name":"plum"}' };

/** Every scenario of the mission, one call each, the same for all samples. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'simple: anybody reads the feed, and its headers',
    from: 'stranger',
    path: '/feed',
    sees: {
      outcome: 'readable',
      status: 200,
      body: 'Per-route CORS',
      headers: { 'x-feed-version': '1' },
    },
  },
  {
    name: 'simple: a sandboxed frame, whose origin is null, reads it too',
    from: 'sandbox',
    path: '/feed',
    sees: { outcome: 'readable', status: 200 },
  },
  {
    name: 'simple: our page reads the items, and the header that is exposed',
    from: 'page',
    path: '/items',
    sees: {
      outcome: 'readable',
      status: 200,
      body: 'apple',
      headers: { 'x-total-count': '2', date: null },
    },
  },
  {
    name: 'denied origin: a stranger cannot read the items',
    from: 'stranger',
    path: '/items',
    sees: { outcome: 'blocked' },
  },
  {
    name: 'denied origin: nor can a sandboxed frame',
    from: 'sandbox',
    path: '/items',
    sees: { outcome: 'blocked' },
  },
  {
    name: 'no-cors: a stranger may send it, and sees nothing',
    from: 'stranger',
    path: '/items',
    init: { mode: 'no-cors' },
    sees: { outcome: 'opaque', status: 0 },
  },
  {
    name: 'preflighted: our page replaces an item',
    from: 'page',
    path: '/items/7',
    init: put,
    sees: { outcome: 'readable', status: 200, body: 'plum' },
  },
  {
    name: 'preflighted: our page deletes an item',
    from: 'page',
    path: '/items/7',
    init: { method: 'DELETE' },
    sees: { outcome: 'readable', status: 204 },
  },
  {
    name: 'preflighted: a stranger cannot replace one',
    from: 'stranger',
    path: '/items/7',
    init: put,
    sees: { outcome: 'blocked' },
  },
  {
    name: 'errors are readable: a body that is not valid',
    from: 'page',
    path: '/items/7',
    init: { ...put, body: '{}' },
    sees: { outcome: 'readable', status: 400, body: 'name' },
  },
  {
    name: 'errors are readable: an item that is missing',
    from: 'page',
    path: '/items/99',
    sees: { outcome: 'readable', status: 404, body: 'No item 99' },
  },
  {
    name: 'errors are readable: a route that is missing, preflight included',
    from: 'page',
    path: '/nothing/here',
    init: put,
    sees: { outcome: 'readable', status: 404 },
  },
  {
    name: 'errors are readable: a handler that throws',
    from: 'page',
    path: '/fail',
    sees: { outcome: 'readable', status: 500 },
  },
  {
    name: 'denied method: the path is there, the method is not',
    from: 'page',
    path: '/items',
    init: { method: 'DELETE' },
    sees: { outcome: 'blocked' },
  },
  {
    name: 'denied header: the scope allows content-type only',
    from: 'page',
    path: '/v2/items/1',
    init: { ...put, headers: { ...json, 'x-secret': '1' } },
    sees: { outcome: 'blocked' },
  },
  {
    name: 'a scope of its own: what it allows passes',
    from: 'page',
    path: '/v2/items/1',
    init: put,
    sees: { outcome: 'readable', status: 200, body: 'plum' },
  },
  {
    name: 'by name: the report is for the partner, not for our page',
    from: 'page',
    path: '/partner/report',
    sees: { outcome: 'blocked' },
  },
  {
    name: 'off: no page resets, because the preflight is refused',
    from: 'page',
    path: '/admin/reset',
    init: { method: 'POST', headers: json, body: '{}' },
    sees: { outcome: 'blocked' },
  },
  {
    name: 'server-sent events on a raw reply are readable',
    from: 'page',
    path: '/events',
    sees: { outcome: 'readable', status: 200, body: 'tick 3' },
  },
  {
    name: "proxy: somebody else's API answers with our policy",
    from: 'page',
    path: '/proxy/weather',
    sees: { outcome: 'readable', status: 200, body: 'Oslo' },
  },
  {
    name: "proxy: and with nobody else's",
    from: 'stranger',
    path: '/proxy/weather',
    sees: { outcome: 'blocked' },
  },
];
