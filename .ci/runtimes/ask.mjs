import { request } from 'node:http';

/** Asks a server over the wire, and keeps of the answer what CORS is about. */
export function ask(port, { method, path, headers }) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(answerOf(response)));
      response.resume();
    });
    outgoing.end();
  });
}

const isOfCors = ([name]) => name === 'vary' || name.startsWith('access-control-');

function answerOf({ statusCode, headers }) {
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).filter(isOfCors)),
  };
}
