import type { TupleOrigin } from '../fetch/origin.ts';
import type { OriginPattern } from '../policy/origin-rule.ts';

/**
 * Patterns by the labels of their hosts, from the right: `https://*.example.com` hangs below `com`,
 * then `example`. A walk ends at the first label that no pattern has, so its cost depends on the
 * asked host and not on how many patterns there are. Most nodes are leaves, so what is in them is
 * made when it is needed.
 */
interface Node {
  children: Map<string, Node> | undefined;
  /** Schemes and ports of the patterns for this very host, such as `http:*`. */
  here: Set<string> | undefined;
  /** The same for hosts one or more labels below. */
  below: Set<string> | undefined;
  /** The same for hosts one label below, of which a part is open: by what stands before it, then behind it. */
  labels: Map<string, Map<string, Set<string>>> | undefined;
}

const newNode = (): Node => ({
  children: undefined,
  here: undefined,
  below: undefined,
  labels: undefined,
});

/** A set of patterns. */
export interface PatternTree {
  readonly root: Node;
  /** Schemes without domains, of which every host is in. */
  readonly openSchemes: Set<string>;
}

/** A tree with nothing in it. */
export const newPatternTree = (): PatternTree => ({ root: newNode(), openSchemes: new Set() });

/** Hangs one more pattern into a tree. */
export function addPattern(tree: PatternTree, { scheme, host, below, port }: OriginPattern): void {
  if (below === 'any-host') {
    tree.openSchemes.add(scheme);
    return;
  }
  const node = host.split('.').reduceRight(childOf, tree.root);
  const ends = `${scheme}:${port ?? ''}`;
  if (below === 'nothing') (node.here ??= new Set()).add(ends);
  else if (below === 'labels') (node.below ??= new Set()).add(ends);
  else {
    const bySuffix = valueOf((node.labels ??= new Map()), below.prefix, newMap);
    valueOf(bySuffix, below.suffix, newSet).add(ends);
  }
}

/** Whether a pattern covers an origin. It takes parsed ones: a host in it is a valid one. */
export function isInTree({ root, openSchemes }: PatternTree, origin: TupleOrigin): boolean {
  return openSchemes.has(origin.scheme) || isUnder(root, origin);
}

function childOf(node: Node, label: string): Node {
  return valueOf((node.children ??= new Map()), label, newNode);
}

const newMap = (): Map<string, Set<string>> => new Map();
const newSet = (): Set<string> => new Set();

/** What a map has for a key; made where it has nothing. */
function valueOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function isUnder(root: Node, { scheme, host, port }: TupleOrigin): boolean {
  const exactly = `${scheme}:${port ?? ''}`;
  const anyPort = `${scheme}:*`;
  let node: Node | undefined = root;
  let end = host.length;
  while (end > 0) {
    const dot = host.lastIndexOf('.', end - 1);
    node = node.children?.get(host.slice(dot + 1, end));
    if (node === undefined) return false;
    const ends = dot < 0 ? node.here : node.below;
    if (ends?.has(exactly) || ends?.has(anyPort)) return true;
    const isLabelLeft = dot > 0 && host.lastIndexOf('.', dot - 1) < 0;
    if (isLabelLeft && node.labels !== undefined) {
      const label = host.slice(0, dot);
      if (isOpenAt(node.labels, label, exactly, anyPort)) return true;
    }
    end = dot;
  }
  return false;
}

/** Whether the fixed parts of a pattern stand around letters, digits and hyphens of a label, at least one. */
function isOpenAt(
  labels: NonNullable<Node['labels']>,
  label: string,
  exactly: string,
  anyPort: string,
): boolean {
  // A fixed part ends at a hyphen of its own, so nothing else need be looked up, however many there are.
  for (let start = 0; start < label.length; start = label.indexOf('-', start) + 1 || label.length) {
    const bySuffix = labels.get(label.slice(0, start));
    if (bySuffix === undefined) continue;
    for (let end = label.length; end > start; end = label.lastIndexOf('-', end - 1)) {
      const ends = bySuffix.get(label.slice(end));
      const isKnown = ends?.has(exactly) || ends?.has(anyPort);
      if (isKnown && /^[a-z0-9-]+$/.test(label.slice(start, end))) return true;
    }
  }
  return false;
}
