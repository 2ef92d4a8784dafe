/** The policies and routes of the server that is asked, the same for every framework. */

export const options = {
  origin: ['https://app.example', 'https://*.preview.example'],
  credentials: true,
  exposedHeaders: ['x-total'],
  policies: {
    public: { origin: '*' },
    partner: { origin: 'https://partner.example', maxAge: 600 },
    // What is loaded only when a policy needs it has to be found, also in a bundle.
    pattern: { origin: [/^https:\/\/[a-z]{1,20}\.pattern\.example$/] },
    asked: { origin: async (origin) => origin === 'https://asked.example' },
  },
};

/** Method, path, and what the route says itself. */
export const routes = [
  ['GET', '/me', true],
  ['PUT', '/me', { allowedHeaders: ['content-type'] }],
  ['GET', '/feed', 'public'],
  ['PATCH', '/items/:id', 'partner'],
  ['GET', '/pattern', 'pattern'],
  ['DELETE', '/asked', 'asked'],
  ['POST', '/admin', false],
  ['POST', '/transfer', { enforce: true }],
];
