import 'reflect-metadata';
import {
  type INestApplication,
  VERSION_NEUTRAL,
  ValidationPipe,
  VersioningType,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';

import { AppModule } from './app-module.ts';
import { createProxy } from './proxy.ts';
import type { SampleOptions } from './sample-options.ts';

export type { SampleOptions } from './sample-options.ts';

/** The sample API of Nest, ready to `listen`. Its policies are in its modules; here is no word of CORS. */
export async function createSample(options: SampleOptions): Promise<INestApplication> {
  const adapter = options.platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app = await NestFactory.create(AppModule.forRoot(options), adapter, {
    abortOnError: false,
    // Closing ends the event streams, rather than wait for their readers to leave.
    forceCloseConnections: true,
    logger: options.logger ? ['log', 'warn', 'error', 'debug'] : false,
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: VERSION_NEUTRAL });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  app.useWebSocketAdapter(new WsAdapter(app));
  // Before the body parsers: the body is passed on, not read.
  app.use('/proxy', createProxy(options.upstream));
  return app;
}
