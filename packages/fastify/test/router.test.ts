import { type FastifyRouterOptions, createStaticFirstRouter, pathParams } from '@routecors/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRouter } from '../src/router.ts';

const defaults: FastifyRouterOptions = {
  ignoreTrailingSlash: false,
  ignoreDuplicateSlashes: false,
  allowUnsafeRegex: false,
  useSemicolonDelimiter: false,
  caseSensitive: true,
  maxParamLength: 100,
};

/** What each of two routers finds: all patterns in find-my-way, and plain paths kept in front of it. */
function bothFind(
  patterns: readonly string[],
  urls: readonly string[],
  options: Partial<FastifyRouterOptions> = {},
  host?: string,
): readonly (readonly [url: string, router: unknown, inFront: unknown])[] {
  const given = { ...defaults, ...options };
  const router = createRouter<string>(given);
  const inFront = createStaticFirstRouter(createRouter<string>(given), given);
  patterns.forEach((pattern, index) => {
    const bound = index % 3 === 2 ? host : undefined;
    for (const each of [router, inFront]) each.add('GET', pattern, `${index} ${pattern}`, bound);
  });
  const ask = (each: typeof inFront, url: string) => {
    const params = pathParams(each.paramsOf('GET', url, host));
    return { found: each.find('GET', url, host), params };
  };
  return urls.map((url) => [url, ask(router, url), ask(inFront, url)]);
}

const patterns = ['/', '/item', '/item/', '/a/b', '/:x/b', '/a/:y', '/caf%C3%A9', '/a.b;c', '/w/*'];
const urls = [
  '/item',
  '/item?query=/a/b',
  '/item#fragment',
  '/item/',
  '/ITEM',
  '//item',
  '/a//b',
  '/%69tem',
  '/item%3Fx',
  '/%2Fitem',
  '/a%2Fb',
  '/a%252Fb',
  '/%',
  '/%zz?x',
  '/a.b;c',
  '/item;c',
  '/caf%C3%A9',
  '/w/a/b',
  'http://host.example/item',
  'HTTP://host.example/a/b?x',
  'http://host.example',
  'http://host.example?x',
];

describe('plain paths in front of the router', () => {
  test.each<[name: string, options: Partial<FastifyRouterOptions>]>([
    ['by default', {}],
    ['without case', { caseSensitive: false }],
    ['without slashes at the end', { ignoreTrailingSlash: true }],
    ['without doubled slashes', { ignoreDuplicateSlashes: true }],
    ['with semicolons', { useSemicolonDelimiter: true }],
  ])('%s: what is found is what the router finds', (_name, options) => {
    const declared = patterns.filter(
      (pattern) => !(options.ignoreTrailingSlash && pattern === '/item/'),
    );
    for (const [url, found, inFront] of bothFind(declared, urls, options)) {
      expect([url, inFront]).toEqual([url, found]);
    }
  });

  test('with hosts, whenever they come', () => {
    for (const host of ['a.example', 'b.example']) {
      for (const [url, found, inFront] of bothFind(patterns, urls, {}, host)) {
        expect([url, inFront]).toEqual([url, found]);
      }
    }
  });

  test('whatever the routes and the target', () => {
    const segment = fc.constantFrom('a', 'b', 'a.b', 'é', '~', ':x', 'a-:x', '*', '');
    const pattern = fc
      .array(segment, { maxLength: 3 })
      .map((parts) => `/${parts.slice(0, parts.indexOf('*') + 1 || 3).join('/')}`)
      .map((path) => path.replaceAll(':x', () => `:x${Math.floor(path.length)}`));
    const declared = fc
      .uniqueArray(pattern, { maxLength: 6, selector: (path) => path.replace(/:x\d+/g, ':') })
      .filter((all) => all.every((path) => (path.match(/:x/g) ?? []).length < 2));
    const piece = fc.constantFrom('a', 'b', '/', '.', '%61', '%2F', '%C3%A9', '%25', '%', '?', '~');
    const url = fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('')}`);
    fc.assert(
      fc.property(declared, fc.array(url, { maxLength: 8 }), (all, asked) => {
        for (const [, found, inFront] of bothFind(all, asked)) expect(inFront).toEqual(found);
      }),
      { numRuns: 3_000 },
    );
  });
});
