import { call } from './attempt.js';

// The same page under an origin that the API does not know: it makes the call, and hands back what it saw.
addEventListener('message', async ({ data, source, origin }) => {
  if (source !== parent || data?.type !== 'call') return;
  const seen = await call(data.url, data.init);
  source.postMessage({ type: 'seen', id: data.id, seen }, { targetOrigin: origin });
});
parent.postMessage({ type: 'ready' }, { targetOrigin: '*' });
