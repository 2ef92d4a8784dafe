import 'reflect-metadata';
import { Controller, HttpCode, Module, RequestMapping, RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cors, CorsModule } from '@routecors/nestjs';

import { options, routes } from './policies.mjs';

/** Decorators as compilers write them out: this file runs as it is. */
class Api {}
Controller()(Api);
for (const [method, path, cors] of routes) {
  handle(method, path, Cors(cors), () => 'ok');
}
handle('GET', '/error', Cors(true), () => {
  throw new Error('broken');
});

class Root {}
Module({ imports: [CorsModule.forRoot(options)], controllers: [Api] })(Root);

export async function listen(adapter) {
  const app = await NestFactory.create(Root, adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  console.log(`port ${app.getHttpServer().address().port}`);
}

function handle(method, path, cors, handler) {
  const name = `${method} ${path}`;
  Object.defineProperty(Api.prototype, name, { value: handler, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(Api.prototype, name);
  RequestMapping({ path, method: RequestMethod[method] })(Api.prototype, name, descriptor);
  cors(Api.prototype, name, descriptor);
  // Where Nest would say 201.
  HttpCode(200)(Api.prototype, name, descriptor);
}
