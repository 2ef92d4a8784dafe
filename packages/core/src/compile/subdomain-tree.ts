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
  /** The same for hosts one label below, of which a part is open. */
  labels: OpenLabel[] | undefined;
}

interface OpenLabel {
  readonly prefix: string;
  readonly suffix: string;
  readonly ends: string;
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
  else (node.labels ??= []).push({ ...below, ends });
}

/** Whether a pattern covers an origin. It takes parsed ones: a host in it is a valid one. */
export function isInTree({ root, openSchemes }: PatternTree, origin: TupleOrigin): boolean {
  return openSchemes.has(origin.scheme) || isUnder(root, origin);
}

function childOf(node: Node, label: string): Node {
  const children = (node.children ??= new Map<string, Node>());
  const child = children.get(label) ?? newNode();
  children.set(label, child);
  return child;
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
    if (ends !== undefined && (ends.has(exactly) || ends.has(anyPort))) return true;
    const isLabelLeft = dot > 0 && host.lastIndexOf('.', dot - 1) < 0;
    if (isLabelLeft && node.labels !== undefined) {
      const label = host.slice(0, dot);
      const isOpen = (open: OpenLabel): boolean =>
        (open.ends === exactly || open.ends === anyPort) && fits(label, open);
      if (node.labels.some(isOpen)) return true;
    }
    end = dot;
  }
  return false;
}

/** Letters, digits and hyphens, at least one, between two ends. */
function fits(label: string, { prefix, suffix }: OpenLabel): boolean {
  const length = label.length - prefix.length - suffix.length;
  if (length < 1 || !label.startsWith(prefix) || !label.endsWith(suffix)) return false;
  return /^[a-z0-9-]+$/.test(label.slice(prefix.length, prefix.length + length));
}
