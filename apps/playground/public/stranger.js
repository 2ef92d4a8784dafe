import { call } from './attempt.js';

// The same page under an origin that the API does not know: it does what it is told, and hands back what it saw.
const tasks = { call: ({ url, init }) => call(url, init), form: submitForm, socket: openSocket };

addEventListener('message', (event) => {
  if (event.source === parent && Object.hasOwn(tasks, event.data?.type)) void answer(event);
});

async function answer({ data, source, origin }) {
  const seen = await tasks[data.type](data);
  source.postMessage({ type: 'seen', id: data.id, seen }, { targetOrigin: origin });
}

/** Sends a form into a frame, whose content this page cannot look into. */
function submitForm({ url }) {
  const target = document.createElement('iframe');
  target.name = 'answer';
  const form = Object.assign(document.createElement('form'), {
    method: 'post',
    action: url,
    enctype: 'text/plain',
    target: target.name,
  });
  document.body.append(target, form);
  return new Promise((resolve) => {
    // The empty page that each frame begins with has loaded by now, or it loads first.
    target.addEventListener('load', () => {
      if (isEmpty(target)) return;
      target.remove();
      form.remove();
      resolve('The answer went into a frame that the page cannot look into.');
    });
    form.submit();
  });
}

/** Whether a frame still shows the page that it began with, which is this one's to read. */
function isEmpty({ contentDocument }) {
  return contentDocument !== null && contentDocument.URL === 'about:blank';
}

function openSocket({ url }) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.addEventListener('message', ({ data }) => {
      socket.close();
      resolve(`It is open, and says: ${data}`);
    });
    socket.addEventListener('error', () => resolve('It did not open. The page is not told why.'));
  });
}

parent.postMessage({ type: 'ready' }, { targetOrigin: '*' });
