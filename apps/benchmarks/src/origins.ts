import { allowedOrigin } from './asks.ts';

/** Exact origins, patterns of a domain each, or patterns of one domain, of which a part of a label is open. */
export const listKinds = ['exact', 'patterns', 'open labels'] as const;

/** Whom a contender allows, `count` times. */
export interface OriginList {
  readonly kind: (typeof listKinds)[number];
  readonly count: number;
}

const entries: Readonly<
  Record<OriginList['kind'], { readonly other: (index: number) => string; readonly last: string }>
> = {
  exact: { other: (index) => `https://tenant-${index}.example`, last: allowedOrigin },
  patterns: { other: (index) => `https://*.tenant-${index}.example`, last: 'https://*.example' },
  // Of the very domain that the unlisted origin is below.
  'open labels': { other: (index) => `https://tenant${index}-*.test`, last: 'https://*.example' },
};

/** The origins of a list; the one that allows in all comparisons is the last. */
export function originsOf({ kind, count }: OriginList): string[] {
  const { other, last } = entries[kind];
  return [...Array.from({ length: count - 1 }, (_, index) => other(index)), last];
}
