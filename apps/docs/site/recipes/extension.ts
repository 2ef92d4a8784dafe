import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  origin: [
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop', // its id in the Chrome Web Store
    'moz-extension://*', // Firefox makes up another id at each installation
  ],
});

app.put('/bookmarks', async () => ({ saved: true }));
