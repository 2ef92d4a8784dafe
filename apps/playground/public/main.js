import { attempt } from './attempt.js';
import { codeOf, renderResult } from './render.js';
import { scenarios } from './scenarios.js';

const settings = await (await fetch('/settings')).json();
document.querySelector('#page-origin').textContent = location.origin;
document.querySelector('#api-origin').textContent = settings.api;

const runs = scenarios.map(addCard);
document.querySelector('#run-all').addEventListener('click', () => void runAll());

async function runAll() {
  for (const run of runs) await run();
}

/** Adds the card of a scenario, and returns what runs it. */
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
    const outcome = await attempt(scenario, settings);
    const word = outcome.seen.readable ? 'Readable' : 'Blocked';
    verdict.textContent = outcome.isRight ? word : `${word}, and should not be`;
    card.dataset.verdict = outcome.seen.readable ? 'readable' : 'blocked';
    card.dataset.right = String(outcome.isRight);
    result.replaceChildren(...renderResult(outcome, scenario));
    result.hidden = false;
    button.disabled = false;
    button.textContent = 'Run again';
  };
  button.addEventListener('click', () => void run());
  document.querySelector('#cards').append(card);
  return run;
}
