import 'reflect-metadata';
import { Controller, Get, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { report, spent } from '../fresh-process.ts';

/** One small Nest application in a process of its own, from the start of the process to `init()`. */
const [platform, who] = process.argv.slice(2);

@Controller()
class ItemsController {
  @Get('item')
  item(): string {
    return 'ok';
  }
}

@Module({})
class AppModule {}

const origin = ['https://app.example'];
const imports =
  who === 'routecors' ? [(await import('@routecors/nestjs')).CorsModule.forRoot({ origin })] : [];
const root = { module: AppModule, controllers: [ItemsController], imports };
const app: INestApplication = await NestFactory.create(root, await adapter(), { logger: false });
if (who === 'enableCors') app.enableCors({ origin });
await app.init();
const { ready } = app.getHttpAdapter().getInstance() as { ready?: () => Promise<unknown> };
await ready?.call(app.getHttpAdapter().getInstance());
report(spent({ user: 0, system: 0 }));

async function adapter(): Promise<never> {
  if (platform === 'Express') {
    const { ExpressAdapter } = await import('@nestjs/platform-express');
    return new ExpressAdapter() as never;
  }
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  return new FastifyAdapter() as never;
}
