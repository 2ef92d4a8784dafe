import { describe, expect, test } from 'vitest';

import { isSameShape, mayOverlap } from '../src/compile/path-overlap.ts';

describe('two patterns', () => {
  test.each([
    ['/a', '/a', true],
    ['/a', '/b', false],
    ['/a', '/A/', true],
    ['/a/b', '/a', false],
    ['/a/:id', '/a/b', true],
    ['/a/:id', '/b/:id', false],
    ['/a/:id', '/a', true],
    ['/a/:id/c', '/a/b/d', false],
    ['/a/:id/c', '/a', false],
    ['/:a/b', '/c/:d', true],
    ['/*', '/a/b/c', true],
    ['/a/*', '/b', false],
    ['/a/b', '/a/b/*', true],
    ['/a{/:b}', '/a/c/d', true],
    ['/:n(^\\d+$)', '/a', true],
    ['/x-:y', '/x-1', true],
    ['/a//b', '/a/:x/b', true],
  ])('%s and %s: may overlap %s', (a, b, expected) => {
    expect(mayOverlap(a, b)).toBe(expected);
    expect(mayOverlap(b, a)).toBe(expected);
  });

  test.each([
    ['/a/:id', '/a/:item', true],
    ['/a/:id/b/:x', '/a/:x/b/:id', true],
    ['/a/:id', '/a/id', false],
    ['/:a-:b', '/:a', false],
    ['/:a-:b', '/:a-:b', true],
    ['/:id(^\\d+$)', '/:id', false],
    ['/:a?', '/:a', false],
    ['/A', '/a', false],
  ])('%s and %s: same shape %s', (a, b, expected) => {
    expect(isSameShape(a, b)).toBe(expected);
  });
});
