import { Controller, Get, type INestApplication, Module, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Cors, CorsInspector, CorsModule, CorsPolicyError } from '@routecors/nestjs';
import '@routecors/user-agent/jest';
import { createUserAgent } from '@routecors/user-agent';
import { nestTransport } from '@routecors/user-agent/node';

const origin = 'https://app.example';

@Controller('cats')
class CatsController {
  @Get()
  list() {
    return ['Tom'];
  }

  @Put()
  @Cors({ origin: [/^https:\/\/[a-z]{1,20}\.partner\.example$/] })
  update() {
    return {};
  }
}

@Module({ imports: [CorsModule.forRoot({ origin })], controllers: [CatsController] })
class AppModule {}

@Module({ imports: [CorsModule.forRoot({ origin: `${origin}/` })], controllers: [CatsController] })
class RefusedModule {}

let app: INestApplication | undefined;
afterEach(() => app?.close());

async function preflight(page: string): Promise<Response> {
  await app?.listen(0, '127.0.0.1');
  return fetch(`${await app?.getUrl()}/cats`, {
    method: 'OPTIONS',
    headers: { origin: page, 'access-control-request-method': 'PUT' },
  });
}

test('on Express, made by a testing module', async () => {
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  app = module.createNestApplication({ logger: false });
  const { status, headers } = await preflight('https://shop.partner.example');
  expect(status).toBe(204);
  expect(headers.get('access-control-allow-methods')).toBe('PUT');
  expect(app.get(CorsInspector).routes().length).toBeGreaterThan(1);
});

test('on Fastify', async () => {
  app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
  expect((await preflight('https://shop.partner.example')).status).toBe(204);
  expect((await fetch(`${await app.getUrl()}/cats`)).status).toBe(200);
});

test('what boot refuses is a CorsPolicyError', async () => {
  const booting = NestFactory.create(RefusedModule, { logger: false, abortOnError: false }).then(
    (made) => made.init(),
  );
  const error: unknown = await booting.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CorsPolicyError);
});

test('the user agent and its matchers', async () => {
  app = await NestFactory.create(AppModule, { logger: false });
  const page = createUserAgent({ origin, transport: nestTransport(app) });
  const response = await page.fetch('https://api.example/cats');
  await expect(response).toAllowCors();
  expect(await response.json()).toEqual(['Tom']);
});
