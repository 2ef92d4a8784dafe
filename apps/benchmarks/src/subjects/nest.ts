import 'reflect-metadata';
import { Controller, Get, type INestApplication, Module, type Type } from '@nestjs/common';
import { type AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CorsModule } from '@routecors/nestjs';

import type { Makers } from '../contender.ts';
import { type Listener, listening } from '../exchange.ts';
import { originsOf } from '../origins.ts';
import type { Setting, Subject } from '../subject.ts';

type Way = 'no CORS' | 'enableCors' | 'routecors';

@Module({})
class AppModule {}

/** A controller with that many handlers. */
function controllerWith(handlers: number): Type {
  @Controller()
  class ItemsController {}
  const add = (name: string, path: string): void => {
    const descriptor = { value: () => 'ok', configurable: true, writable: true };
    Object.defineProperty(ItemsController.prototype, name, descriptor);
    Get(path)(ItemsController.prototype, name, descriptor);
  };
  // Last, so that a router which tries one route after the other is seen to do so.
  for (let index = 1; index < handlers; index += 1) add(`item${index}`, `item-${index}`);
  add('part', 'items/:id/parts/:part');
  add('item', 'item');
  return ItemsController;
}

async function application(
  adapter: AbstractHttpAdapter,
  way: Way,
  { origins, routes }: Setting,
): Promise<INestApplication> {
  const origin = originsOf(origins);
  const root = {
    module: AppModule,
    controllers: [controllerWith(routes)],
    imports: way === 'routecors' ? [CorsModule.forRoot({ origin })] : [],
  };
  const app = await NestFactory.create(root, adapter, { logger: false });
  if (way === 'enableCors') app.enableCors({ origin });
  await app.init();
  return app;
}

const answers: Readonly<Record<Way, Subject['answers']>> = {
  'no CORS': 'without CORS',
  enableCors: 'alike',
  routecors: 'exactly',
};

function makers(makeAdapter: () => AbstractHttpAdapter): Readonly<Record<Way, Makers[string]>> {
  const make =
    (way: Way) =>
    async (setting: Setting): Promise<Subject> => {
      const app = await application(makeAdapter(), way, setting);
      const platform = app.getHttpAdapter().getInstance() as { ready?: () => Promise<unknown> };
      await platform.ready?.();
      const [listener] = app.getHttpServer().listeners('request') as Listener[];
      if (listener === undefined) throw new Error('Nest listens to nothing.');
      return listening(listener, answers[way]);
    };
  return {
    'no CORS': make('no CORS'),
    enableCors: make('enableCors'),
    routecors: make('routecors'),
  };
}

export const onExpress: Makers = makers(() => new ExpressAdapter());
export const onFastify: Makers = makers(() => new FastifyAdapter());
