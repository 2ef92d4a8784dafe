/** What runs in the page. It writes text, never markup: origins and paths are a stranger's. */
export const pageScript: string = String.raw`
'use strict';
const base = location.pathname.replace(/\/$/, '');
const at = (id) => document.getElementById(id);
function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}
const shown = (value) => Array.isArray(value) ? value.join(', ') || 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value);

let routes = [];
let counts = {};
function renderRoutes() {
  const words = at('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = routes.filter((route) => {
    const text = JSON.stringify(route).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  at('found').textContent = found.length + ' of ' + routes.length;
  at('routes').replaceChildren(...found.map((route) => {
    const item = element('li');
    const name = route.method + ' ' + route.path;
    item.append(element('span', name + (route.constraints ? ' ' + JSON.stringify(route.constraints) : ''), 'name'));
    const options = element('p', undefined, 'options');
    if (route.policy === null) options.append('not covered');
    for (const [option, value] of Object.entries(route.policy ?? {})) {
      const each = element('span');
      each.append(element('code', option + ': ' + shown(value)), ' ', element('span', route.from[option] ?? ''));
      options.append(each);
    }
    item.append(options);
    const count = counts[name];
    if (count) item.append(element('p', count.preflights + ' of ' + count.decisions + ' requests were preflights; maxAge: 7200 would save ' + count.repeated + ' at most', 'why'));
    const ask = element('button', 'Ask');
    ask.type = 'button';
    ask.setAttribute('aria-label', 'Ask: ' + name);
    ask.addEventListener('click', () => {
      at('method').value = route.method;
      at('path').value = route.path;
      const origins = [route.policy?.origin].flat();
      const exact = origins.find((origin) => typeof origin === 'string' && /^[a-z-]+:\/\/[^*]+$/.test(origin));
      if (exact) at('origin').value = exact;
      at('origin').focus();
    });
    item.append(ask);
    return item;
  }));
}

function renderDenials(denials) {
  at('denials').replaceChildren(...denials.map(({ route, origin, sentence, count }) => {
    const item = element('li');
    item.append(element('span', route + ' from ' + (origin ?? 'no origin'), 'name'), element('span', count + '×'), element('p', sentence, 'why'));
    return item;
  }));
  at('no-denials').hidden = denials.length > 0;
}

function renderLists(lists) {
  at('lists').replaceChildren(...lists.map((list) => {
    const item = element('li');
    item.append(element('span', list.name, 'name'), element('span', list.source.state),
      element('p', list.size + ' origins, version ' + list.version + ', from ' + list.from + (list.problemCount ? ', ' + list.problemCount + ' left out' : '') + (list.source.error ? ': ' + list.source.error : ''), 'why'));
    return item;
  }));
  at('no-lists').hidden = lists.length > 0;
}

let last = '';
async function refresh() {
  try {
    const response = await fetch(base + '/data');
    const data = await response.json();
    const text = JSON.stringify(data);
    if (text !== last) {
      last = text;
      const isNew = JSON.stringify([data.routes, data.counts]) !== JSON.stringify([routes, counts]);
      ({ routes, counts } = data);
      // A list that is made anew loses the focus of whoever is in it.
      if (isNew && !at('routes').contains(document.activeElement)) renderRoutes();
      renderDenials(data.denials);
      renderLists(data.lists);
      at('ask-form').hidden = !data.canAsk;
      at('cannot-ask').hidden = data.canAsk;
    }
    document.body.dataset.ready = 'true';
  } catch {
    // The server restarts; the next time it answers.
  }
  setTimeout(refresh, 1000);
}

at('filter').addEventListener('input', renderRoutes);
at('ask-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const response = await fetch(base + '/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ origin: at('origin').value, method: at('method').value, path: at('path').value, headers: at('headers').value, credentials: at('credentials').checked }),
  });
  const answer = await response.json();
  const steps = answer.steps ?? [];
  at('answer').dataset.outcome = answer.outcome ?? 'blocked';
  at('verdict').textContent = answer.message ?? { readable: 'The page may read the answer', opaque: 'The page gets an answer that it cannot look into', blocked: 'Blocked' }[answer.outcome];
  at('steps').replaceChildren(...steps.toSorted((a, b) => (a.outcome === 'failed' ? -1 : 0) - (b.outcome === 'failed' ? -1 : 0)).map((step) => {
    const item = element('li', (step.during === 'preflight' ? 'Preflight, ' : '') + step.step + ': ' + step.message, step.outcome);
    if (step.fix) item.append(element('p', 'Fix: ' + step.fix, 'why'));
    if (step.explanation) item.append(element('p', 'The server says: ' + step.explanation, 'why'));
    return item;
  }));
  at('answer').hidden = false;
});
refresh();
`;
