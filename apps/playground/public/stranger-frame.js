let frame;

/** A hidden frame of the stranger's origin, made when it is first asked for. */
function strangerFrame(origin) {
  frame ??= new Promise((resolve) => {
    const element = document.createElement('iframe');
    element.hidden = true;
    element.title = 'A page of another origin';
    element.src = `${origin}/stranger.html`;
    addEventListener('message', function ready({ data, source }) {
      if (source !== element.contentWindow || data?.type !== 'ready') return;
      removeEventListener('message', ready);
      resolve(element.contentWindow);
    });
    document.body.append(element);
  });
  return frame;
}

/** Lets the stranger's page do something, and returns what it saw. */
export async function askStranger(origin, task) {
  const target = await strangerFrame(origin);
  const id = crypto.randomUUID();
  return new Promise((resolve) => {
    addEventListener('message', function answer({ data, source }) {
      if (source !== target || data?.id !== id) return;
      removeEventListener('message', answer);
      resolve(data.seen);
    });
    target.postMessage({ ...task, id }, origin);
  });
}
