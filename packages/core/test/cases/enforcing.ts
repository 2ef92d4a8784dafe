import { type Exchange, type ServerCase, app, evil } from './server-case.ts';

/** The server that every request of this table is sent to. */
const host = 'api.example';
const own = `https://${host}`;
const sibling = 'https://other.example';

type Sent = Readonly<Record<string, string>>;

/** What a browser with Fetch Metadata says beside `Origin`. */
const modern = (site: string, origin?: string, more: Sent = {}): Sent => ({
  'sec-fetch-site': site,
  ...(origin !== undefined && { origin }),
  ...more,
});

const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
const frame = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
const image = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };

interface Row {
  /** Who sends it. */
  readonly who: string;
  readonly headers: Sent;
  readonly isForeign: boolean;
}

/** Who may send what changes something, where the policy's only origin is the app's. */
const senders: readonly Row[] = [
  { who: 'a server, curl, a native app', headers: {}, isForeign: false },
  { who: "fetch of the server's own page", headers: modern('same-origin', own), isForeign: false },
  { who: 'its form under no-referrer', headers: modern('same-origin', 'null'), isForeign: false },
  { who: 'the address bar', headers: modern('none'), isForeign: false },
  { who: "the policy's page", headers: modern('cross-site', app), isForeign: false },
  { who: "the policy's page, on one site", headers: modern('same-site', app), isForeign: false },
  { who: "a stranger's page", headers: modern('cross-site', evil), isForeign: true },
  { who: 'a sibling that is not listed', headers: modern('same-site', sibling), isForeign: true },
  { who: 'a sandboxed frame', headers: modern('cross-site', 'null'), isForeign: true },
  { who: 'a stranger without Origin', headers: modern('cross-site'), isForeign: true },
  { who: 'a value from the future', headers: modern('cross-planet', evil), isForeign: true },
  { who: 'two Sec-Fetch-Site lines', headers: modern('same-origin, none', evil), isForeign: true },
  { who: 'an empty Sec-Fetch-Site', headers: modern('', evil), isForeign: true },
  { who: 'Sec-Fetch-Site in another case', headers: modern('Same-Origin', evil), isForeign: true },
  { who: "an old browser's own page", headers: { origin: own }, isForeign: false },
  { who: 'the same before TLS ends', headers: { origin: `http://${host}` }, isForeign: false },
  { who: "an old browser's stranger", headers: { origin: evil }, isForeign: true },
  { who: "an old browser's null", headers: { origin: 'null' }, isForeign: true },
  { who: 'an old browser, listed', headers: { origin: app }, isForeign: false },
  { who: 'an empty Origin', headers: { origin: '' }, isForeign: true },
  { who: 'another port of the host', headers: { origin: `${own}:8443` }, isForeign: true },
  { who: 'the host below a stranger', headers: { origin: `${own}.evil.example` }, isForeign: true },
  { who: 'a host that ends alike', headers: { origin: `https://x${host}` }, isForeign: true },
  {
    who: 'the host as a user name',
    headers: { origin: `https://${host}@evil.example` },
    isForeign: true,
  },
  { who: 'the host and a slash', headers: { origin: `${own}/` }, isForeign: true },
  {
    who: 'another scheme of the host',
    headers: { origin: `capacitor://${host}` },
    isForeign: true,
  },
  { who: 'two origins in one line', headers: { origin: `${own}, ${evil}` }, isForeign: true },
];

const answerTo = (headers: Sent, vary: string): Exchange['answer'] =>
  headers['origin'] === app ? { 'access-control-allow-origin': app, vary } : { vary };

function exchangeOf(method: string, path: string, row: Row, vary = 'Origin'): Exchange {
  return {
    method,
    path,
    headers: { host, ...row.headers },
    status: row.isForeign ? 403 : 200,
    answer: answerTo(row.headers, vary),
  };
}

const harmless = (row: Row): Row => ({ ...row, isForeign: false });
const everything = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const allVary = 'Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest';

/** Reads under `enforce: 'all'`: what shows its sender, links to the server excepted. */
const readers: readonly Row[] = [
  ...senders,
  {
    who: 'a link of a stranger',
    headers: modern('cross-site', undefined, navigation),
    isForeign: false,
  },
  { who: "a stranger's frame", headers: modern('cross-site', undefined, frame), isForeign: true },
  { who: "a stranger's image", headers: modern('cross-site', undefined, image), isForeign: true },
  { who: "a sibling's image", headers: modern('same-site', undefined, image), isForeign: true },
  { who: 'its own image', headers: modern('same-origin', undefined, image), isForeign: false },
  { who: 'its own frame', headers: modern('same-origin', undefined, frame), isForeign: false },
];

/** `enforce`: what other sites' pages may not send, and who always may. */
export const enforcing: readonly ServerCase[] = [
  {
    name: 'enforce: true refuses what strangers send and lets everybody read',
    options: { origin: [app], enforce: true },
    routes: [
      { method: 'GET', path: '/items' },
      ...everything.map((method) => ({ method, path: '/items' })),
    ],
    exchanges: [
      ...senders.flatMap((row) => everything.map((method) => exchangeOf(method, '/items', row))),
      ...senders.flatMap((row) =>
        ['GET', 'HEAD'].map((method) => exchangeOf(method, '/items', harmless(row))),
      ),
    ],
  },
  {
    name: "enforce: 'all' refuses strangers' reads as well, links excepted",
    options: { origin: [app], enforce: 'all' },
    routes: [
      { method: 'GET', path: '/items' },
      { method: 'POST', path: '/items' },
    ],
    exchanges: [
      ...readers.flatMap((row) =>
        ['GET', 'HEAD'].map((method) => exchangeOf(method, '/items', row, allVary)),
      ),
      ...senders.map((row) => exchangeOf('POST', '/items', row, allVary)),
      exchangeOf(
        'POST',
        '/items',
        // A form that posts is no link.
        { who: '', headers: modern('cross-site', evil, navigation), isForeign: true },
        allVary,
      ),
    ],
  },
  {
    name: 'enforce stands beside origin: false, for the own pages only',
    options: { origin: false, enforce: true },
    routes: [{ method: 'POST', path: '/admin' }],
    exchanges: senders.map((row) => ({
      ...exchangeOf('POST', '/admin', row),
      // Nobody is listed here.
      status: row.isForeign || row.headers['origin'] === app ? 403 : 200,
      answer: {},
    })),
  },
  {
    name: 'enforce is inherited, also by cors: false, and is overridden by a level or a name',
    options: {
      origin: [app],
      enforce: true,
      policies: { public: { origin: '*' }, partner: { origin: sibling, enforce: true } },
    },
    routes: [
      { method: 'POST', path: '/inherits' },
      { method: 'POST', path: '/off', cors: false },
      { method: 'POST', path: '/stated', cors: { origin: sibling } },
      { method: 'POST', path: '/free', cors: { enforce: false } },
      { method: 'POST', path: '/public', cors: 'public' },
      { method: 'POST', path: '/partner', cors: 'partner' },
    ],
    exchanges: [
      ['/inherits', evil, 403, { vary: 'Origin' }],
      ['/off', evil, 403, {}],
      ['/off', app, 403, {}],
      ['/stated', app, 403, { vary: 'Origin' }],
      ['/stated', sibling, 200, { 'access-control-allow-origin': sibling, vary: 'Origin' }],
      ['/free', evil, 200, { vary: 'Origin' }],
      ['/public', evil, 200, { 'access-control-allow-origin': '*' }],
      ['/partner', app, 403, { vary: 'Origin' }],
      ['/partner', sibling, 200, { 'access-control-allow-origin': sibling, vary: 'Origin' }],
    ].map(([path, origin, status, answer]) => ({
      method: 'POST',
      path: path as string,
      headers: { host, ...modern('cross-site', origin as string) },
      status: status as number,
      answer: answer as Exchange['answer'],
    })),
  },
  {
    name: 'enforce can be asked for where CORS is off, and nothing else can',
    options: { origin: false },
    routes: [{ method: 'POST', path: '/own', cors: { enforce: true } }],
    exchanges: [
      {
        method: 'POST',
        path: '/own',
        headers: { host, ...modern('cross-site', evil) },
        status: 403,
        answer: {},
      },
      {
        method: 'POST',
        path: '/own',
        headers: { host, ...modern('same-origin', own) },
        status: 200,
        answer: {},
      },
    ],
  },
  {
    name: "ownOrigins are the server's own pages behind a proxy that changes Host",
    options: { origin: [app], enforce: true, ownOrigins: ['https://www.shop.example'] },
    routes: [{ method: 'POST', path: '/items' }],
    exchanges: (
      [
        [{ origin: 'https://www.shop.example' }, 200],
        [{ origin: 'https://shop.example' }, 403],
        [{ origin: 'http://www.shop.example' }, 403],
        // Where the browser says so itself, nobody else is asked.
        [modern('cross-site', 'https://www.shop.example'), 403],
      ] as const
    ).map(([headers, status]) => ({
      method: 'POST',
      path: '/items',
      headers: { host, ...headers },
      status,
      answer: { vary: 'Origin' },
    })),
  },
  {
    name: 'an origin function decides who may send, too',
    options: { origin: async (origin: string) => origin === app, enforce: true },
    routes: [{ method: 'POST', path: '/items' }],
    exchanges: senders.map((row) => exchangeOf('POST', '/items', row)),
  },
  {
    name: 'a method that nothing is routed at is refused alike',
    options: { origin: [app], enforce: true },
    routes: [{ method: 'GET', path: '/items' }],
    exchanges: [
      {
        method: 'POST',
        path: '/missing',
        headers: { host, ...modern('cross-site', evil) },
        status: 403,
        answer: { vary: 'Origin' },
      },
      {
        method: 'POST',
        path: '/missing',
        headers: { host, ...modern('cross-site', app) },
        status: 404,
        answer: { 'access-control-allow-origin': app, vary: 'Origin' },
      },
    ],
  },
];
