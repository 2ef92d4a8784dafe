/** A stream of random choices that a seed repeats exactly. */
export interface Random {
  /** A number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  /** Whether something of this probability happens. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** Some of the items, in order, each with the same probability. */
  readonly some: <Item>(items: readonly Item[], probability: number) => Item[];
}

/** mulberry32: small, and good enough to choose test cases with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    some: (items, probability) => items.filter(() => next() < probability),
  };
}
