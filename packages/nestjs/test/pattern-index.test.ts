import { Controller, Get, type INestApplication, Param, type Type } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import fc from 'fast-check';
import { match } from 'path-to-regexp';
import { expect, test } from 'vitest';

import { Cors, CorsModule } from '../src/index.ts';
import { createPatternIndex } from '../src/pattern-index.ts';
import { app, ask, createApp, preflight } from './server.ts';

const segment = fc.constantFrom(
  'a',
  'b',
  'A',
  ':id',
  'a-:id',
  ':x.:y',
  'a{-:id}',
  '*rest',
  'a*rest',
);
const pattern = fc
  .array(
    fc.oneof(
      segment.map((each) => `/${each}`),
      segment.map((each) => `{/${each}}`),
      fc.constant('{/a{/:q}}'),
    ),
    { maxLength: 4 },
  )
  .chain((parts) => fc.constantFrom(parts.join('') || '/', `${parts.join('')}/`))
  // Names may stand once in a pattern.
  .map((text) => {
    let count = 0;
    return text.replace(/([:*])[a-z]+/g, (_, sign: string) => `${sign}p${(count += 1)}`);
  });
const path = fc
  .array(fc.constantFrom('a', 'b', 'A', 'a-b', 'c.d', '', '%20'), { maxLength: 5 })
  .map((segments) => `/${segments.join('/')}`);

test('finds every pattern that matches, in the order of declaration', () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 8 }), path, (patterns, asked) => {
      const index = createPatternIndex<number>();
      patterns.forEach((each, order) => index.add(each, order));
      const isMatch = patterns.map((each) => match(each)(asked) !== false);
      const expected = [...patterns.keys()].filter((order) => isMatch[order]);
      const found = index.find(asked);
      expect(found.filter((order) => isMatch[order])).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('a pattern of a great many optional groups is tried, not unfolded', () => {
  const index = createPatternIndex<string>();
  const many = Array.from({ length: 40 }, (_, order) => `{/:p${order}}`).join('');
  index.add(many, 'many');
  expect(index.find('/a/b')).toEqual(['many']);
});

test('whichever route Express runs, its policy answers the request and its preflight', async () => {
  const patterns = fc.sample(pattern, { numRuns: 60, seed: 1 });
  @Controller()
  class Many {}
  patterns.forEach((each, order) => {
    const name = `handler${order}`;
    const value = () => `route ${order}`;
    Object.defineProperty(Many.prototype, name, { configurable: true, value });
    const descriptor = { value };
    Get(each)(Many.prototype, name, descriptor);
    Cors({ exposedHeaders: [`route-${order}`], maxAge: order })(Many.prototype, name, descriptor);
  });
  const server = await createApp(() => new ExpressAdapter(), {
    imports: [CorsModule.forRoot({ origin: [app] })],
    controllers: [Many],
  });
  try {
    for (const asked of fc.sample(path, { numRuns: 200, seed: 2 })) {
      const { body, status, headers } = await ask(server, 'GET', asked, { origin: app });
      const flight = await preflight(server, asked, 'GET');
      const order = /^route (\d+)$/.exec(body)?.[1];
      expect([asked, status]).toEqual([asked, order === undefined ? 404 : 200]);
      expect(headers['access-control-expose-headers']).toBe(order && `route-${order}`);
      expect(flight.headers['access-control-max-age']).toBe(order);
    }
  } finally {
    await server.close();
  }
});

interface Layer {
  match: (path: string) => unknown;
}

/** How many patterns are tried for one request, by us and by Express together. */
async function tries(routes: number): Promise<{ actual: number; preflight: number }> {
  @Controller()
  class First {
    @Get('first/:id') @Cors('public') read(@Param('id') id: string) {
      return id;
    }
  }
  const controllers: Type[] = [First];
  for (let index = 0; index < routes; index += 1) {
    class Other {
      get() {}
    }
    const descriptor = Object.getOwnPropertyDescriptor(Other.prototype, 'get') ?? {};
    Get(`tenants/:tenant/things${index}/:id`)(Other.prototype, 'get', descriptor);
    Controller()(Other);
    controllers.push(Other);
  }
  let server: INestApplication | undefined;
  try {
    server = await createApp(() => new ExpressAdapter(), {
      imports: [CorsModule.forRoot({ origin: [app], policies: { public: { origin: '*' } } })],
      controllers,
    });
    const { router } = server.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
    let count = 0;
    for (const layer of router.stack) {
      const own = layer.match.bind(layer);
      layer.match = (asked) => {
        count += 1;
        return own(asked);
      };
    }
    await ask(server, 'GET', '/first/1', { origin: app });
    const actual = count;
    count = 0;
    await preflight(server, '/first/1', 'GET');
    return { actual, preflight: count };
  } finally {
    await server?.close();
  }
}

test('the cost of a request does not grow with the number of routes', async () => {
  const few = await tries(2);
  const many = await tries(500);
  expect(many).toEqual(few);
});
