import { attempt } from './attempt.js';
import { codeOf, renderResult } from './render.js';
import { scenarios } from './scenarios.js';

const settings = await (await fetch('/settings')).json();
document.querySelector('#page-origin').textContent = location.origin;

let { api } = settings.servers[0];
settings.servers.forEach(addServer);

const cards = scenarios.map(addCard);
document.querySelector('#run-all').addEventListener('click', () => void runAll());

async function runAll() {
  for (const { run } of cards) await run();
}

/** Adds a server to the switch; the first is the one that is called unless another is chosen. */
function addServer(server, index) {
  const input = Object.assign(document.createElement('input'), {
    type: 'radio',
    name: 'server',
    checked: index === 0,
  });
  const choose = () => {
    ({ api } = server);
    document.querySelector('#api-origin').textContent = api;
  };
  input.addEventListener('change', () => {
    choose();
    // What stands there was another server's answer.
    for (const { clear } of cards) clear();
  });
  if (index === 0) choose();
  const label = document.createElement('label');
  label.append(input, server.name);
  document.querySelector('#servers').append(label);
}

/** Adds the card of a scenario, and returns what runs and what clears it. */
function addCard(scenario, index) {
  const card = document.querySelector('#card').content.firstElementChild.cloneNode(true);
  const [title, verdict, summary, code, button, result] = [
    'h2',
    '.verdict',
    '.summary',
    'code',
    '.run',
    '.result',
  ].map((selector) => card.querySelector(selector));
  title.textContent = scenario.title;
  title.id = `scenario-${index}`;
  card.setAttribute('aria-labelledby', title.id);
  summary.textContent = scenario.summary;
  code.textContent = codeOf(scenario);
  button.setAttribute('aria-label', `Run: ${scenario.title}`);

  const run = async () => {
    button.disabled = true;
    const outcome = await attempt(scenario, api, settings.stranger);
    const word = outcome.seen.readable ? 'Readable' : 'Blocked';
    verdict.textContent = outcome.isRight ? word : `${word}, and should not be`;
    card.dataset.verdict = outcome.seen.readable ? 'readable' : 'blocked';
    card.dataset.right = String(outcome.isRight);
    result.replaceChildren(...renderResult(outcome, scenario));
    result.hidden = false;
    button.disabled = false;
    button.textContent = 'Run again';
  };
  const clear = () => {
    verdict.textContent = '';
    delete card.dataset.verdict;
    delete card.dataset.right;
    result.replaceChildren();
    result.hidden = true;
    button.textContent = 'Run';
  };
  button.addEventListener('click', () => void run());
  document.querySelector('#cards').append(card);
  return { run, clear };
}
