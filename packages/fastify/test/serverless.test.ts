import awsLambdaFastify from '@fastify/aws-lambda';
import { describe, expect, test } from 'vitest';

import {
  type LambdaResult,
  lambdaAnswer,
  lambdaCases,
  lambdaEvents,
  lambdaOptions,
} from '../../core/test/cases/lambda.ts';
import { createServer } from './server.ts';

const server = createServer(lambdaOptions, (app) => {
  app.get('/me', async () => 'ok');
  app.put('/me', async () => 'ok');
  app.get('/feed', { config: { cors: 'public' } }, async () => 'ok');
  app.post('/admin', { config: { cors: false } }, async () => 'ok');
});
const handle = awsLambdaFastify(server);
const handler = async (event: object) => (await handle(event, {})) as LambdaResult;

describe.each(Object.entries(lambdaEvents))(
  '@fastify/aws-lambda, event format %s',
  (_, eventOf) => {
    test.each(lambdaCases)('$name', async (lambdaCase) => {
      const result = await handler(eventOf(lambdaCase));
      expect(result.statusCode).toBe(lambdaCase.status);
      expect(lambdaAnswer(result)).toEqual(lambdaCase.answer);
    });
  },
);
