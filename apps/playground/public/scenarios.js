const json = { 'content-type': 'application/json' };

/**
 * What each card does. `readable` is what the page must be able to do with the answer; the card says
 * so if a browser sees it otherwise. What is `forged` comes from another site's page, to each route of
 * `tries` in turn, and must be refused where that is `enforced`.
 */
export const scenarios = [
  {
    title: 'Same origin',
    summary:
      'The page calls its own server. The same-origin policy lets it read everything; CORS has no part in it.',
    path: '/whoami',
    sameOrigin: true,
    readable: true,
    why: ['Page and address have the same scheme, host and port, so the browser checks nothing.'],
  },
  {
    title: 'Simple request',
    summary:
      'A plain GET goes out at once, with an Origin. The answer says *, so every page may read it.',
    path: '/feed',
    readable: true,
  },
  {
    title: 'Preflighted request',
    summary:
      'PUT with JSON could change something, so the browser asks first, and sends it only when that is granted.',
    path: '/items/1',
    init: { method: 'PUT', headers: json, body: '{"name":"plum"}' },
    readable: true,
  },
  {
    title: 'Credentialed request',
    summary:
      'With cookies the answer has to name this very origin and say so twice: on * browsers would refuse.',
    path: '/session',
    init: { method: 'POST', credentials: 'include' },
    readable: true,
  },
  {
    title: 'Denied origin',
    summary:
      'A page of another origin makes the same call. It is sent and runs, but that page must not read the answer.',
    path: '/items',
    fromStranger: true,
    readable: false,
  },
  {
    title: 'Denied header',
    summary:
      'The /v2 scope allows content-type only. The preflight lacks the other name, so the PUT is never sent.',
    path: '/v2/items/1',
    init: { method: 'PUT', headers: { ...json, 'x-secret': '1' }, body: '{"name":"plum"}' },
    readable: false,
  },
  {
    title: 'Route with CORS off',
    summary: 'cors: false on one route: its preflight is refused, and the POST is never sent.',
    path: '/admin/reset',
    init: { method: 'POST', headers: json, body: '{}' },
    readable: false,
  },
  {
    title: 'Missing route',
    summary:
      'A 404 with CORS headers is a 404 that the page can read, instead of one more riddle in the console.',
    path: '/nothing/here',
    init: { method: 'DELETE' },
    readable: true,
  },
  {
    title: 'Proxy',
    summary:
      "Somebody else's API allows its own page only. Our server fetches it for us, and answers with our policy.",
    path: '/proxy/weather',
    readable: true,
  },
  {
    title: 'Forged form',
    summary:
      "Another site's page sends a form. CORS hides answers and stops no request: the first route runs, the second is enforced.",
    forged: 'form',
    tries: [
      { path: '/votes', enforced: false },
      { path: '/session', enforced: true },
    ],
  },
  {
    title: "A stranger's WebSocket",
    summary:
      "Another site's page opens a WebSocket. No browser makes a CORS check for it: the first is opened, the second is enforced.",
    forged: 'socket',
    tries: [
      { path: '/ticks', enforced: false },
      { path: '/inbox', enforced: true },
    ],
  },
];
