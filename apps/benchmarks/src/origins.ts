import { allowedOrigin } from './asks.ts';

/** Whom a contender allows: `count` exact origins, or patterns. */
export interface OriginList {
  readonly kind: 'exact' | 'patterns';
  readonly count: number;
}

/** The origins of a list; the one that allows in all comparisons is the last. */
export function originsOf({ kind, count }: OriginList): string[] {
  const others = Array.from({ length: count - 1 }, (_, index) =>
    kind === 'exact' ? `https://tenant-${index}.example` : `https://*.tenant-${index}.example`,
  );
  return [...others, kind === 'exact' ? allowedOrigin : 'https://*.example'];
}
