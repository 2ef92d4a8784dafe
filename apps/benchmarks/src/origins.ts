import { allowedOrigin } from './asks.ts';

/** A list of `count` origins; the one that is allowed in all comparisons is the last. */
export function exactOrigins(count: number): string[] {
  return [...numbered(count - 1, (index) => `https://tenant-${index}.example`), allowedOrigin];
}

/** Patterns; the one that allows in all comparisons, `https://app.example` is below it, is the last. */
export function wildcardOrigins(count: number): string[] {
  return [
    ...numbered(count - 1, (index) => `https://*.tenant-${index}.example`),
    'https://*.example',
  ];
}

function numbered(count: number, name: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => name(index));
}
