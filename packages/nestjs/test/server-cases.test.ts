import {
  All,
  Controller,
  Delete,
  Get,
  Head,
  HttpCode,
  type INestApplication,
  Options,
  Patch,
  Post,
  Put,
  type Type,
  applyDecorators,
} from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answers } from '../../core/test/cases/answers.ts';
import { combinations } from '../../core/test/cases/combinations.ts';
import { enforcing } from '../../core/test/cases/enforcing.ts';
import type { ServerCase } from '../../core/test/cases/server-case.ts';
import { Cors, CorsModule } from '../src/index.ts';
import { adapters, ask, createApp, protocolHeaders } from './server.ts';

const decorators = { All, Delete, Get, Head, Options, Patch, Post, Put };

/** A controller with the routes of a case, each a method of its own. */
function controllerOf({ routes }: ServerCase): Type {
  @Controller()
  class CaseController {}
  routes.forEach(({ method, path, cors }, index) => {
    const name = `handler${index}`;
    const handler = () => 'ok';
    Object.defineProperty(CaseController.prototype, name, { configurable: true, value: handler });
    const route = Object.entries(decorators).find(([each]) => each.toUpperCase() === method);
    if (route === undefined) throw new Error(`no decorator for ${method}`);
    const descriptor = Object.getOwnPropertyDescriptor(CaseController.prototype, name) ?? {};
    applyDecorators(
      route[1](path),
      HttpCode(200),
      ...(cors === undefined ? [] : [Cors(cors as never)]),
    )(CaseController.prototype, name, descriptor);
  });
  return CaseController;
}

describe.each(adapters)('%s', (_, makeAdapter) => {
  describe.each([...answers, ...combinations, ...enforcing])('$name', (serverCase) => {
    let server: INestApplication;
    beforeAll(async () => {
      server = await createApp(makeAdapter, {
        imports: [CorsModule.forRoot(serverCase.options)],
        controllers: [controllerOf(serverCase)],
      });
    });
    afterAll(() => server.close());

    test.each(
      serverCase.exchanges.map(
        (exchange, index) => [`${index} ${exchange.method} ${exchange.path}`, exchange] as const,
      ),
    )('%s', async (_name, { method, path, headers, status, answer }) => {
      const response = await ask(server, method, path, headers);
      expect(response.status).toBe(status);
      expect(protocolHeaders(response)).toEqual(answer);
      if (method === 'OPTIONS') expect(response.body).toBe('');
    });
  });
});
