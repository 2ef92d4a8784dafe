import { Controller, Get, Inject, Injectable, Module, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, test } from 'vitest';

import { Cors, CorsInspector, CorsModule, CorsPolicyError } from '../src/index.ts';
import { app, evil } from './server.ts';

@Controller('cats')
class Cats {
  @Get() list() {
    return [];
  }
  @Put(':id') @Cors('partner') update() {}
}

@Injectable()
class Seeder {
  constructor(@Inject(CorsInspector) readonly inspector: CorsInspector) {}
}

@Module({
  imports: [CorsModule.forRoot({ origin: [app], policies: { partner: { origin: evil } } })],
  controllers: [Cats],
  providers: [Seeder],
})
class AppModule {}

@Module({ imports: [CorsModule.forRoot({ origin: 'https://app.example/' })] })
class BrokenModule {}

const quiet = { logger: false, abortOnError: false } as const;

/** A transport that listens to nothing. */
const transport = {
  listen: (done: () => void) => done(),
  close: () => {},
  on: () => {},
  unwrap: () => undefined,
};

/** Each way in which Nest makes an application without an HTTP server. */
const ways = [
  ['an application context', (root: object) => NestFactory.createApplicationContext(root, quiet)],
  [
    'a microservice',
    async (root: object) => {
      const service = await NestFactory.createMicroservice(root, {
        strategy: transport as never,
        ...quiet,
      });
      await service.init();
      return service;
    },
  ],
  [
    'a testing module that makes no application',
    (root: object) => Test.createTestingModule({ imports: [root as never] }).compile(),
  ],
] as const;

describe.each(ways)('%s', (_, start) => {
  test('boots, and tells the policies of its controllers', async () => {
    const context = await start(AppModule);
    try {
      expect(context.get(Seeder).inspector).toBe(context.get(CorsInspector));
      expect(context.get(CorsInspector).routes()).toEqual([
        {
          method: 'GET',
          path: '/cats',
          policy: { origin: [app] },
          from: { origin: 'CorsModule.forRoot' },
        },
        {
          method: 'HEAD',
          path: '/cats',
          policy: { origin: [app] },
          from: { origin: 'CorsModule.forRoot' },
        },
        {
          method: 'PUT',
          path: '/cats/:id',
          policy: { origin: [evil] },
          from: { origin: 'CorsModule.forRoot.policies.partner' },
        },
      ]);
    } finally {
      await context.close();
    }
  });

  test('boots with a policy that a server would refuse, and says so when it is asked', async () => {
    const context = await start(BrokenModule);
    try {
      expect(() => context.get(CorsInspector).routes()).toThrow(CorsPolicyError);
    } finally {
      await context.close();
    }
  });
});
