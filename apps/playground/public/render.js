/** Makes an element with text or children in it. Text stays text: nothing from the wire becomes markup. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The call as a person would type it. */
export function codeOf({ path, init, sameOrigin }) {
  const address = sameOrigin ? path : `api + '${path}'`;
  const target = sameOrigin ? `'${path}'` : address;
  if (!init) return `await fetch(${target})`;
  const lines = Object.entries(init).map(([name, value]) => `  ${name}: ${valueOf(value)},`);
  return `await fetch(${target}, {\n${lines.join('\n')}\n})`;
}

function valueOf(value) {
  if (typeof value === 'string') return `'${value}'`;
  const fields = Object.entries(value).map(([name, text]) => `'${name}': '${text}'`);
  return `{ ${fields.join(', ')} }`;
}

/** What the page saw, why, and what went over the wire. */
export function renderResult({ seen, exchanges, verdict }, scenario) {
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
  parts.push(
    section('Why, step by step', element('ol', 'steps', ...verdict.steps.map(renderStep))),
  );
  const sameEnd = verdict.readable === seen.readable;
  const agrees = sameEnd && verdict.sameRequests;
  const note = agrees
    ? 'The model of a browser sends the same requests as yours, and comes to the same end.'
    : `The model of a browser ${sameEnd ? 'sends other requests' : 'comes to another end'} than yours.`;
  parts.push(element('p', agrees ? 'agrees' : 'differs', note));
  const wire = element('details', 'wire', element('summary', '', 'On the wire'));
  wire.append(...exchanges.map(renderExchange));
  return [...parts, wire];
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
  /^(?:access-control-|origin$|vary$|cookie$|set-cookie$|content-type$)/.test(name);

function section(title, ...children) {
  return element('section', '', element('h3', '', title), ...children);
}
