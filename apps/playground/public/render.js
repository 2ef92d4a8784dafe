/** Makes an element with text or children in it. Text stays text: nothing from the wire becomes markup. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The call as a person would type it. */
export function codeOf({ path, init, sameOrigin, forged, tries }) {
  if (forged) return tries.map((each) => forgedCode[forged](each)).join('\n');
  const address = sameOrigin ? path : `api + '${path}'`;
  const target = sameOrigin ? `'${path}'` : address;
  if (!init) return `await fetch(${target})`;
  const lines = Object.entries(init).map(([name, value]) => `  ${name}: ${valueOf(value)},`);
  return `await fetch(${target}, {\n${lines.join('\n')}\n})`;
}

/** As it stands in the page of another site. */
const forgedCode = {
  form: ({ path }) => `<form method="post" enctype="text/plain" action="{api}${path}">`,
  socket: ({ path }) => `new WebSocket(api + '${path}')`,
};

function valueOf(value) {
  if (typeof value === 'string') return `'${value}'`;
  const fields = Object.entries(value).map(([name, text]) => `'${name}': '${text}'`);
  return `{ ${fields.join(', ')} }`;
}

/** What the page saw, why, and what went over the wire. */
export function renderResult({ seen, exchanges, reasons, verdict }, scenario) {
  const blocked = `${seen.error}. Nothing else: a page is not told why.`;
  const parts = [
    section(
      'What the page sees',
      element('p', 'seen', seen.readable ? `${seen.status} ${seen.body}` : blocked),
    ),
  ];
  if (verdict === null) {
    parts.push(section('Why', ...scenario.why.map((text) => element('p', 'why', text))));
    return parts;
  }
  parts.push(section('Why, step by step', ...renderSteps(verdict.steps)));
  parts.push(...renderReasons(reasons));
  const sameEnd = verdict.readable === seen.readable;
  const agrees = sameEnd && verdict.sameRequests;
  const note = agrees
    ? 'The model of a browser sends the same requests as yours, and comes to the same end.'
    : `The model of a browser ${sameEnd ? 'sends other requests' : 'comes to another end'} than yours.`;
  parts.push(element('p', agrees ? 'agrees' : 'differs', note));
  const others = verdict.others.map(({ browser, message }) =>
    element('p', 'other', `${browser} comes to another end: ${message}`),
  );
  if (others.length === 0) {
    others.push(element('p', 'other', 'Chromium, Firefox and Safari come to the same end.'));
  }
  parts.push(...others);
  const wire = element('details', 'wire', element('summary', '', 'On the wire'));
  wire.append(...exchanges.map(renderExchange));
  return [...parts, wire];
}

/** What became of one thing that another site's page sent. */
export function renderForged({ path, enforced, seen, exchanges, reasons, ran }, { forged }) {
  const [exchange] = exchanges;
  const what = forged === 'form' ? 'The handler ran' : 'It is open';
  const status = exchange?.response.status ?? 'nothing';
  const why = ran
    ? `The server answered ${status}. ${what}: nothing asked whose page sent it.`
    : `The server answered ${status}, before any handler: ${evidence(exchange)}, and that origin is not among the policy's.`;
  const wire = element('details', 'wire', element('summary', '', 'On the wire'));
  wire.append(...exchanges.map(renderExchange));
  return section(
    `${path}, ${enforced ? 'with enforce: true' : 'without enforce'}`,
    element('p', 'seen', seen),
    element('p', 'why', why),
    ...renderReasons(reasons),
    wire,
  );
}

/** The headers that say whose page it was. No page can set either. */
function evidence(exchange) {
  const said = pairsOf(exchange?.request.lines ?? []).filter(([name]) =>
    /^(?:origin|sec-fetch-site)$/.test(name),
  );
  return said.map(([name, value]) => `${name} says ${value}`).join(', ');
}

/** The step that failed comes first, with the fix; those that passed can be folded away, and are on a phone. */
function renderSteps(steps) {
  const failed = steps.filter(({ passed }) => !passed);
  const passed = steps.filter((step) => step.passed);
  const before = element('details', 'before');
  before.open = matchMedia('(min-width: 40rem)').matches;
  before.append(
    element('summary', '', `${passed.length} ${passed.length === 1 ? 'step' : 'steps'} passed`),
    element('ol', 'steps', ...passed.map(renderStep)),
  );
  if (failed.length === 0) return [before];
  return [element('ol', 'steps', ...failed.map(renderStep)), before];
}

/** What the server says itself: its reason, and the policy that decided with the place of each option. */
function renderReasons(reasons) {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ kind, method, sentence, options }) => {
    const about = kind === 'preflight' ? `the preflight of ${method}` : method;
    const policy = element('details', 'policy', element('summary', '', 'The policy that decided'));
    policy.append(element('ul', '', ...options.map(renderOption)));
    return element('div', 'reason', element('p', 'why', `To ${about}: ${sentence}`), policy);
  });
  return [section('What the server says', ...rows)];
}

function renderOption({ name, value, from }) {
  const place = from === undefined ? [] : [element('span', 'from', ` ${from}`)];
  return element('li', '', element('code', '', `${name}: ${JSON.stringify(value)}`), ...place);
}

function renderStep({ passed, lines }) {
  return element(
    'li',
    passed ? 'passed' : 'failed',
    ...lines.map((text) => element('p', 'why', text)),
  );
}

function renderExchange({ request, response }) {
  const path = request.url.replace(/[?&]attempt=[^&]*/, '');
  return element(
    'div',
    'exchange',
    head(`${request.method} ${path}`, request.lines, 'sent'),
    head(`${response.status}`, response.lines, 'received'),
  );
}

/** A request's or response's head: the lines of the protocol, the rest folded away. */
function head(first, lines, direction) {
  const pairs = pairsOf(lines);
  const shown = pairs.filter(([name]) => isOfProtocol(name));
  const rest = pairs.filter(([name]) => !isOfProtocol(name));
  const block = element('div', `lines ${direction}`, element('p', 'first', first));
  block.append(...shown.map(line));
  if (rest.length > 0) {
    const summary = element('summary', '', `${rest.length} more lines`);
    block.append(element('details', '', summary, ...rest.map(line)));
  }
  return block;
}

function line([name, value]) {
  return element('p', 'line', element('b', '', `${name}:`), ` ${value}`);
}

function pairsOf(lines) {
  return lines.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), lines[index + 1]]] : [],
  );
}

const isOfProtocol = (name) =>
  /^(?:access-control-|origin$|sec-fetch-site$|vary$|cookie$|set-cookie$|content-type$)/.test(name);

function section(title, ...children) {
  return element('section', '', element('h3', '', title), ...children);
}
