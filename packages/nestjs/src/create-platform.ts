import type { HttpServer } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';

import { createExpressPlatform } from './express-platform.ts';
import { createFastifyPlatform } from './fastify-platform.ts';
import type { CorsRequest } from './options.ts';
import type { Platform } from './platform.ts';

/**
 * The platform that an application runs on.
 *
 * @throws Error where there is none for that adapter
 */
export function createPlatform(
  adapter: HttpServer<CorsRequest>,
  config: ApplicationConfig,
): Platform {
  const type = adapter.getType();
  switch (type) {
    case 'express':
      return createExpressPlatform(adapter, config);
    case 'fastify':
      return createFastifyPlatform(adapter);
    default:
      throw new Error(
        `@routecors/nestjs runs on @nestjs/platform-express and @nestjs/platform-fastify, not on the adapter '${type}'.`,
      );
  }
}
