import { attempt } from './attempt.js';
import { forge } from './forge.js';
import { addOwn } from './own.js';
import { codeOf, renderForged, renderResult } from './render.js';
import { scenarios } from './scenarios.js';

const settings = await (await fetch('/settings')).json();
document.querySelector('#page-origin').textContent = location.origin;

let { api } = settings.servers[0];
settings.servers.forEach(addServer);

const cards = scenarios.map(addCard);
addOwn(settings);
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

/** Makes the call of a card, and what the card shows of it. */
async function runCall(scenario) {
  const outcome = await attempt(scenario, api, settings.stranger);
  const { readable } = outcome.seen;
  return {
    word: readable ? 'Readable' : 'Blocked',
    tone: readable ? 'readable' : 'blocked',
    isRight: outcome.isRight,
    parts: renderResult(outcome, scenario),
  };
}

/** The same for what another site's page sends. */
async function runForged(scenario) {
  const { outcomes, isRight } = await forge(scenario, api, settings.stranger);
  return {
    word: isRight ? 'Refused' : 'Not refused',
    tone: isRight ? 'blocked' : 'readable',
    isRight,
    parts: outcomes.map((outcome) => renderForged(outcome, scenario)),
  };
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
    const { word, tone, isRight, parts } = scenario.forged
      ? await runForged(scenario)
      : await runCall(scenario);
    verdict.textContent = isRight ? word : `${word}, and should not be`;
    card.dataset.verdict = tone;
    card.dataset.right = String(isRight);
    result.replaceChildren(...parts);
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
