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

/** What the page saw, what went over the wire, and why. */
export function renderResult({ seen, wire }, scenario) {
  const parts = [
    section(
      'What the page sees',
      element(
        'p',
        'seen',
        seen.readable
          ? `${seen.status} ${seen.body}`
          : `${seen.error}. Nothing else: a page is not told why.`,
      ),
    ),
    section('Why', ...whyOf(wire, scenario).map((text) => element('p', 'why', text))),
  ];
  if (wire.length > 0) {
    parts.push(section('On the wire', ...wire.map(renderExchange)));
  }
  return parts;
}

function whyOf(wire, scenario) {
  const told = wire.map(({ request, why }) => why && `${kindOf(request)}: ${why}`).filter(Boolean);
  if (told.length > 0) return told;
  return scenario.why ?? ['The server said nothing of it.'];
}

const kindOf = ({ method, lines }) =>
  method === 'OPTIONS' && valuesOf(lines, 'access-control-request-method').length > 0
    ? 'Preflight'
    : 'Request';

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

function valuesOf(lines, name) {
  return pairsOf(lines).filter(([each]) => each === name);
}

function section(title, ...children) {
  return element('section', '', element('h3', '', title), ...children);
}
