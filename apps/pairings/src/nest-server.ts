import 'reflect-metadata';
import {
  Controller,
  Get,
  type HttpServer,
  type INestApplication,
  Module,
  type ModuleMetadata,
  Put,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CorsModule } from '@routecors/nestjs';

import { type OrderedServer, page, paths } from './pairing.ts';

@Controller()
class PlainController {
  @Get(paths.plain) get() {
    return 'x';
  }
  @Put(paths.plain) put() {
    return 'x';
  }
  @Get(paths.fail) fail() {
    throw new Error('meant to');
  }
}

/** What a package needs in the root module, and in `main.ts`. */
export interface NestSetUp {
  readonly metadata: (platform: 'express' | 'fastify') => ModuleMetadata;
  readonly configure?: (app: INestApplication) => unknown;
}

const adapters = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };

/** Sets a package up on both platforms, its module before ours and after it. */
export function nestServers(setUp: NestSetUp): readonly OrderedServer[] {
  return (['express', 'fastify'] as const).flatMap((platform) =>
    (['before', 'after'] as const).map((order) => ({
      order: `Nest on ${platform === 'express' ? 'Express' : 'Fastify'}, ${order} ours`,
      start: () => start(setUp, platform, order),
    })),
  );
}

async function start(
  { metadata, configure }: NestSetUp,
  platform: 'express' | 'fastify',
  order: 'before' | 'after',
) {
  const { imports = [], controllers = [], providers = [] } = metadata(platform);
  const ours = CorsModule.forRoot({ origin: [page] });
  @Module({
    imports: order === 'before' ? [...imports, ours] : [ours, ...imports],
    controllers: [PlainController, ...controllers],
    providers,
  })
  class RootModule {}
  const adapter = adapters[platform]() as HttpServer as ExpressAdapter;
  const app = await NestFactory.create(RootModule, adapter, { logger: false, abortOnError: false });
  await configure?.(app);
  await app.listen(0, '127.0.0.1');
  return { address: await app.getUrl(), close: () => app.close() };
}
