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
}

const newNode = (): Node => ({ children: undefined, here: undefined, below: undefined });

/** Makes the test for a set of patterns. It takes parsed origins: a host in it is a valid one. */
export function compilePatterns(
  patterns: readonly OriginPattern[],
): (origin: TupleOrigin) => boolean {
  const root = newNode();
  for (const pattern of patterns) {
    const node = pattern.host.split('.').reduceRight(childOf, root);
    const ends = pattern.subdomains ? (node.below ??= new Set()) : (node.here ??= new Set());
    ends.add(`${pattern.scheme}:${pattern.port ?? ''}`);
  }
  return (origin) => isUnder(root, origin);
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
    end = dot;
  }
  return false;
}
