import Fastify from 'fastify';
import { expectTypeOf, test } from 'vitest';

import corsPlugin, { type CorsPluginOptions } from '../src/index.ts';

/** Checked by the compiler; what is refused here is refused at boot, too, so nothing gets ready. */
test('a mistake in options does not compile', () => {
  const app = Fastify();
  // @ts-expect-error -- a typo
  app.get('/1', { config: { cors: { orign: 'https://a.example' } } }, () => 'x');
  // @ts-expect-error -- everybody, with credentials
  app.get('/2', { config: { cors: { origin: '*', credentials: true } } }, () => 'x');
  // @ts-expect-error -- no boolean
  app.get('/3', { config: { cors: { credentials: 'yes' } } }, () => 'x');
  // @ts-expect-error -- a typo
  app.route({ method: 'GET', url: '/4', config: { cors: { orign: 'x' } }, handler: () => 'x' });
  // @ts-expect-error -- beside config
  app.get('/5', { cors: false }, () => 'x');
  // @ts-expect-error -- a typo
  expectTypeOf<CorsPluginOptions>({ orign: 'https://a.example' });
  // @ts-expect-error -- everybody, with credentials
  expectTypeOf<CorsPluginOptions>({ origin: '*', credentials: true });
  const open = { origin: '*', credentials: true } as const;
  // @ts-expect-error -- the same in a named policy
  expectTypeOf<CorsPluginOptions>({ origin: '*', policies: { open } });
});

test('what is right compiles, beside the config of other plugins', () => {
  const app = Fastify();
  app.register(corsPlugin);
  app.register(corsPlugin, {
    origin: (origin, request) => origin === `https://${request.hostname}`,
  });
  app.get(
    '/1',
    { config: { cors: { origin: ['https://a.example'], credentials: true } } },
    () => 'x',
  );
  app.get('/2', { config: { cors: 'public', weight: 3 } }, (request) => {
    expectTypeOf(request.routeOptions.config.weight).toEqualTypeOf<number>();
    return 'x';
  });
  app.get(
    '/3',
    { config: { cors: { origin: (origin, request) => origin === request.host } } },
    () => 'x',
  );
  app.route({ method: 'GET', url: '/4', config: { cors: false }, handler: () => 'x' });
  expectTypeOf<ReturnType<typeof app.corsRoutes>>().toExtend<readonly { path: string }[]>();
});
