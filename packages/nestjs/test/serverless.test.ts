import { configure } from '@codegenie/serverless-express';
import { Controller, Get, type INestApplication, Module, Post, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  type LambdaResult,
  lambdaAnswer,
  lambdaCases,
  lambdaEvents,
  lambdaOptions,
} from '../../core/test/cases/lambda.ts';
import { Cors, CorsModule } from '../src/index.ts';

@Controller()
class Api {
  @Get('me') read() {}
  @Put('me') update() {}
  @Get('feed') @Cors('public') feed() {}
  @Post('admin') @Cors(false) administer() {}
}

@Module({ imports: [CorsModule.forRoot(lambdaOptions)], controllers: [Api] })
class ApiModule {}

let server: INestApplication;
let handler: (event: object) => Promise<LambdaResult>;
beforeAll(async () => {
  server = await NestFactory.create(ApiModule, new ExpressAdapter(), { logger: false });
  await server.init();
  const handle = configure({ app: server.getHttpAdapter().getInstance() });
  handler = async (event) => (await handle(event, {}, () => {})) as LambdaResult;
});
afterAll(() => server.close());

describe.each(Object.entries(lambdaEvents))('serverless-express, event format %s', (_, eventOf) => {
  test.each(lambdaCases)('$name', async (lambdaCase) => {
    const result = await handler(eventOf(lambdaCase));
    expect(result.statusCode).toBe(lambdaCase.status);
    expect(lambdaAnswer(result)).toEqual(lambdaCase.answer);
  });
});
