import { type Token, parse } from 'path-to-regexp';

/**
 * Patterns by their segments, so that the patterns which may match a path are found without trying
 * all of them. It says "may": whoever asks tries those few for real.
 */
export interface PatternIndex<Value> {
  readonly add: (pattern: string, value: Value) => void;
  /** Values whose pattern may match `path`, in the order in which they were added. */
  readonly find: (path: string) => readonly Value[];
}

interface Entry<Value> {
  readonly order: number;
  readonly value: Value;
}

interface Node<Value> {
  readonly literals: Map<string, Node<Value>>;
  /** The segment has a parameter in it. */
  parameter: Node<Value> | undefined;
  /** Patterns that end here. */
  readonly here: Entry<Value>[];
  /** Patterns that go on in a way that an index cannot follow, a wildcard above all. */
  readonly open: Entry<Value>[];
}

function newNode<Value>(): Node<Value> {
  return { literals: new Map(), parameter: undefined, here: [], open: [] };
}

/** An empty index. */
export function createPatternIndex<Value>(): PatternIndex<Value> {
  const root = newNode<Value>();
  let order = 0;
  return {
    add: (pattern, value) => {
      const entry = { order: (order += 1), value };
      for (const shape of shapesOf(pattern)) addShape(root, shape, entry);
    },
    find: (path) => {
      const found = new Set<Entry<Value>>();
      collect(root, segmentsOf(path), 0, found);
      return [...found].toSorted((a, b) => a.order - b.order).map(({ value }) => value);
    },
  };
}

function addShape<Value>(root: Node<Value>, shape: Shape, entry: Entry<Value>): void {
  let node = root;
  for (const segment of shape.segments) {
    const next =
      (segment === parameter ? node.parameter : node.literals.get(segment)) ?? newNode<Value>();
    if (segment === parameter) node.parameter = next;
    else node.literals.set(segment, next);
    node = next;
  }
  (shape.isOpen ? node.open : node.here).push(entry);
}

function collect<Value>(
  node: Node<Value>,
  segments: readonly string[],
  depth: number,
  found: Set<Entry<Value>>,
): void {
  for (const entry of node.open) found.add(entry);
  const segment = segments[depth];
  if (segment === undefined) {
    for (const entry of node.here) found.add(entry);
    return;
  }
  const literal = node.literals.get(segment);
  if (literal) collect(literal, segments, depth + 1, found);
  if (node.parameter) collect(node.parameter, segments, depth + 1, found);
}

/** In lower case, without the slashes at the end: what case and slashes really do, the pattern itself decides. */
function segmentsOf(path: string): readonly string[] {
  const segments = path.toLowerCase().split('/').slice(1);
  while (segments.at(-1) === '') segments.pop();
  return segments;
}

const parameter = Symbol('parameter');

interface Shape {
  readonly segments: readonly (string | typeof parameter)[];
  readonly isOpen: boolean;
}

/** Optional groups double the shapes of a pattern; beyond this many it counts as open from its start. */
const mostShapes = 64;

function shapesOf(pattern: string): readonly Shape[] {
  const variants = expand(parse(pattern).tokens);
  return variants ? variants.map(shapeOf) : [{ segments: [], isOpen: true }];
}

/** The pattern with and without each of its optional groups. */
function expand(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  let variants: readonly (readonly Token[])[] = [[]];
  for (const token of tokens) {
    const inner = token.type === 'group' ? expand(token.tokens) : [[token]];
    if (inner === undefined) return undefined;
    const endings = token.type === 'group' ? [[], ...inner] : inner;
    variants = variants.flatMap((start) => endings.map((end) => [...start, ...end]));
    if (variants.length > mostShapes) return undefined;
  }
  return variants;
}

function shapeOf(tokens: readonly Token[]): Shape {
  const segments: (string | typeof parameter)[] = [];
  let current: string | typeof parameter = '';
  for (const token of tokens) {
    // A wildcard takes any number of segments, from within this one on.
    if (token.type === 'wildcard') return { segments: segments.slice(1), isOpen: true };
    if (token.type !== 'text') {
      current = parameter;
      continue;
    }
    const [first = '', ...rest] = token.value.toLowerCase().split('/');
    if (current !== parameter) current += first;
    for (const segment of rest) {
      segments.push(current);
      current = segment;
    }
  }
  segments.push(current);
  const own = segments.slice(1);
  while (own.at(-1) === '') own.pop();
  return { segments: own, isOpen: false };
}
