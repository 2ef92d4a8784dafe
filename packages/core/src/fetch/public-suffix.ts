import { publicSuffixTable } from './public-suffix-table.ts';

/** Rules of the Public Suffix List by their labels, the last one first. */
interface SuffixNode {
  isRule: boolean;
  isException: boolean;
  readonly children: Map<string, SuffixNode>;
}

/** The tree in use; `undefined` until somebody asks. Most policies never do. */
let tree: SuffixNode | undefined;

const newNode = (): SuffixNode => ({ isRule: false, isException: false, children: new Map() });

/** The list's last line. What lacks it is half of a list, or somebody's error page. */
const endOfList = '// ===END PRIVATE DOMAINS===';

/**
 * Takes a newer Public Suffix List than the built-in one, for the whole process: the text of
 * https://publicsuffix.org/list/public_suffix_list.dat. Call it before a policy is resolved.
 *
 * @throws TypeError where the text is not the whole list, private section included; the one in use stays
 */
export function usePublicSuffixList(list: string): void {
  if (!list.includes(endOfList)) {
    throw new TypeError(
      `The Public Suffix List is not whole: it has no line ${endOfList}. Fix: give the text of public_suffix_list.dat.`,
    );
  }
  const root = newNode();
  for (const line of list.split('\n')) {
    const rule = (/^\s*(\S+)/.exec(line)?.[1] ?? '').toLowerCase();
    if (rule !== '' && !rule.startsWith('//')) addRule(root, rule);
  }
  if (root.children.size === 0) {
    throw new TypeError(
      'The Public Suffix List holds no rules. Fix: give the text of public_suffix_list.dat.',
    );
  }
  tree = root;
}

function addRule(root: SuffixNode, rule: string): void {
  const isException = rule.startsWith('!');
  const labels = (isException ? rule.slice(1) : rule).split('.').map(asciiLabel).toReversed();
  let node = root;
  for (const label of labels) {
    // As the built-in table has it: a wildcard's parent is nobody's to register, either.
    if (label === '*') node.isRule = true;
    node = childOf(node, label);
  }
  if (isException) node.isException = true;
  else node.isRule = true;
}

/** The list has labels in Unicode, and browsers send A-labels. */
function asciiLabel(label: string): string {
  return label === '*' || /^[!-~]*$/.test(label) ? label : new URL(`http://${label}`).hostname;
}

function childOf(node: SuffixNode, label: string): SuffixNode {
  const known = node.children.get(label);
  if (known !== undefined) return known;
  const child = newNode();
  node.children.set(label, child);
  return child;
}

/** The built-in table as a tree. A few milliseconds, once. */
function readTable(text: string): SuffixNode {
  const root = newNode();
  const path = [root];
  let last = root;
  for (const [, mark, label, bracket] of text.matchAll(/([!-]?)([a-z0-9*][a-z0-9*-]*)|([()])/g)) {
    if (bracket === '(') path.push(last);
    else if (bracket === ')') path.pop();
    else if (label !== undefined) {
      last = childOf(path.at(-1) ?? root, label);
      if (mark === '!') last.isException = true;
      else last.isRule = mark === '';
    }
  }
  return root;
}

const treeInUse = (): SuffixNode => (tree ??= readTable(publicSuffixTable));

/**
 * Top-level names that are nobody's to register: reserved for documentation, tests and private use,
 * or never to be delegated. (RFC 2606; RFC 6761; RFC 6762, appendix G; RFC 8375; ICANN on `internal`)
 */
const unregistrable: ReadonlySet<string> = new Set([
  'corp',
  'example',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localhost',
  'mail',
  'private',
  'test',
]);

/**
 * The public suffix of a host: the part below which anybody may register a name. By the default rule
 * of the list every top-level domain is one.
 *
 * @param host in lower case, with A-labels
 * @see https://publicsuffix.org/list/, "Formal algorithm"
 */
export function publicSuffixOf(host: string): string {
  const labels = labelsOf(host);
  let length = Math.min(1, labels.length);
  let node: SuffixNode | undefined = treeInUse();
  for (let depth = 1; depth <= labels.length && node !== undefined; depth += 1) {
    const label = labels[labels.length - depth] ?? '';
    const any: SuffixNode | undefined = node.children.get('*');
    node = node.children.get(label);
    if (node?.isException === true) return labels.slice(labels.length - depth + 1).join('.');
    if (node?.isRule === true || any?.isRule === true) length = depth;
    node ??= any;
  }
  return labels.slice(labels.length - length).join('.');
}

/** The domain that somebody registered: the public suffix and one label. The host itself where there is none. */
export function registrableDomain(host: string): string {
  if (isAddress(host)) return host;
  const labels = labelsOf(host);
  const suffix = labelsOf(publicSuffixOf(host));
  if (suffix.length >= labels.length) return host;
  return labels.slice(labels.length - suffix.length - 1).join('.');
}

/**
 * A public suffix that is `domain` itself or stands somewhere below it: names under it belong to
 * anybody. `undefined` where every name below `domain` is its owner's.
 *
 * @param domain in lower case, with A-labels; a trailing dot counts for nothing
 */
export function publicSuffixWithin(domain: string): string | undefined {
  const labels = labelsOf(domain);
  const top = labels.at(-1);
  if (top === undefined || unregistrable.has(top) || labels.slice(-2).join('.') === 'home.arpa') {
    return undefined;
  }
  const name = labels.join('.');
  if (publicSuffixOf(name) === name) return name;
  let node: SuffixNode | undefined = treeInUse();
  for (const label of labels.toReversed()) node = node?.children.get(label);
  const below = node && ruleBelow(node);
  return below && `${below}.${name}`;
}

/** The labels of some rule below a node, the shortest first; a wildcard's is any name. */
function ruleBelow(node: SuffixNode): string | undefined {
  for (const [label, child] of node.children) {
    if (child.isRule) return label === '*' ? 'anything' : label;
  }
  for (const [label, child] of node.children) {
    const below = ruleBelow(child);
    if (below !== undefined) return `${below}.${label}`;
  }
  return undefined;
}

function labelsOf(host: string): string[] {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return name === '' ? [] : name.split('.');
}

/** An address has no labels, although an IPv4 one has dots. */
function isAddress(host: string): boolean {
  return host.startsWith('[') || /^[0-9.]+$/.test(host);
}
