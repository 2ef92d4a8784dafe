import { Controller, Delete, Get, Put } from '@nestjs/common';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Cors, CorsModule } from '../src/index.ts';
import { adapters, ask, createApp, preflight } from './server.ts';

const declare = { GET: Get, PUT: Put, DELETE: Delete } as const;
type Method = keyof typeof declare;
const methods = Object.keys(declare) as Method[];

const names = ['red', 'blue'] as const;
const originOf = (name: string): string => `https://${name}.example`;

interface Handler {
  readonly method: Method;
  readonly path: string;
  readonly name: string;
}

/** A controller with these handlers in this order, each with an origin that tells whose policy it is. */
function controllerWith(handlers: readonly Handler[]): new () => object {
  @Controller()
  class RandomController {}
  handlers.forEach(({ method, path, name }, index) => {
    const descriptor = { value: () => name, configurable: true, writable: true };
    Object.defineProperty(RandomController.prototype, `handler${index}`, descriptor);
    for (const decorate of [declare[method](path), Cors({ origin: [originOf(name)] })]) {
      decorate(RandomController.prototype, `handler${index}`, descriptor);
    }
  });
  return RandomController;
}

const path = fc
  .array(fc.constantFrom('a', 'b', ':x', ':y', '*rest'), { maxLength: 3 })
  .map((parts) => {
    const wild = parts.indexOf('*rest');
    const cut = wild < 0 ? parts : parts.slice(0, wild + 1);
    return `/${cut.map((part, index) => part.replace(/^:\w/, `$&${index}`)).join('/')}`;
  });

/** Each platform has its own wildcard. */
const onPlatform = (platform: string, handler: Handler): Handler =>
  platform === 'express' ? handler : { ...handler, path: handler.path.replace('*rest', '*') };

const handlers = fc.uniqueArray(
  fc.record({
    method: fc.constantFrom(...methods),
    path,
    name: fc.constantFrom(...names),
  }),
  { maxLength: 8, selector: (each) => `${each.method} ${each.path.replace(/:\w+/g, ':')}` },
);

const asked = fc
  .array(fc.constantFrom('a', 'b', 'c', '%61'), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);

describe.each(adapters)('%s', (platform, makeAdapter) => {
  test('whatever the handlers: same policy as the request, and no method beyond those that share it', async () => {
    const property = fc.asyncProperty(
      handlers,
      fc.array(asked, { minLength: 1, maxLength: 3 }),
      async (declared, paths) => {
        const server = await createApp(makeAdapter, {
          imports: [CorsModule.forRoot({ origin: [originOf('module')] })],
          controllers: [controllerWith(declared.map((each) => onPlatform(platform, each)))],
        });
        try {
          for (const each of paths) {
            const reached = new Map<Method, string>();
            for (const method of methods) {
              const { status, body } = await ask(server, method, each);
              if (status === 200) reached.set(method, body);
            }
            for (const [method, name] of reached) {
              const answer = await preflight(server, each, method, { origin: originOf(name) });
              expect(answer.headers['access-control-allow-origin']).toBe(originOf(name));
              const granted = String(answer.headers['access-control-allow-methods']).split(',');
              const sharing = methods.filter((other) => reached.get(other) === name);
              expect(granted.filter((other) => other !== 'HEAD').toSorted()).toEqual(
                sharing.toSorted(),
              );
              const rival = names.find((other) => other !== name) ?? name;
              const refused = await preflight(server, each, method, { origin: originOf(rival) });
              expect(refused.status).toBe(403);
            }
          }
        } finally {
          await server.close();
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  }, 120_000);
});
