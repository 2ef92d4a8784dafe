import { call } from './attempt.js';

// The same page under an origin that the API does not know: it makes the call, and hands back what it saw.
addEventListener('message', (event) => {
  if (event.source === parent && event.data?.type === 'call') void answer(event);
});

async function answer({ data, source, origin }) {
  const seen = await call(data.url, data.init);
  source.postMessage({ type: 'seen', id: data.id, seen }, { targetOrigin: origin });
}

parent.postMessage({ type: 'ready' }, { targetOrigin: '*' });
