import { attempt } from './attempt.js';
import { element, renderResult } from './render.js';

/** Lets the visitor write a request and the policy that answers it, and makes the request with this browser. */
export function addOwn({ scratch, policy, stranger }) {
  const form = document.querySelector('#own form');
  const [result, refusal] = [
    document.querySelector('#own .result'),
    form.querySelector('.refusal'),
  ];
  const fields = form.elements;
  fields.policy.value = JSON.stringify(policy, null, 2);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });

  async function run() {
    form.querySelector('button').disabled = true;
    const error = await apply(fields.policy.value);
    refusal.textContent = error ?? '';
    refusal.hidden = error === null;
    result.hidden = error !== null;
    if (error === null) {
      const scenario = {
        path: fields.path.value,
        init: initOf(fields),
        fromStranger: fields.stranger.checked,
      };
      const outcome = await attempt(scenario, scratch, stranger);
      const word = outcome.seen.readable ? 'Readable' : 'Blocked';
      const verdict = element('p', 'verdict', word);
      result.dataset.verdict = word.toLowerCase();
      result.replaceChildren(verdict, ...renderResult(outcome, scenario));
    }
    form.querySelector('button').disabled = false;
  }
}

/** Puts the policy in force; returns what the server refuses it for, or `null`. */
async function apply(text) {
  let body;
  try {
    body = JSON.stringify(JSON.parse(text));
  } catch (error) {
    return `The policy is no JSON: ${error.message}`;
  }
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/policy', { method: 'POST', headers, body });
  return (await response.json()).error;
}

/** What `fetch` is given; blank fields are left out. */
function initOf({ method, headers, body, credentials }) {
  const lines = headers.value.split('\n').filter((line) => line.includes(':'));
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).trim(),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return {
    method: method.value,
    ...(pairs.length > 0 && { headers: Object.fromEntries(pairs) }),
    ...(body.value !== '' && { body: body.value }),
    ...(credentials.checked && { credentials: 'include' }),
  };
}
