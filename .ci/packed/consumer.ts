import type { Decision } from '@routecors/core';
import corsPlugin, { CorsPolicyError, corsFrameworkErrors } from '@routecors/fastify';
import { Cors, CorsModule } from '@routecors/nestjs';
import { createUserAgent } from '@routecors/user-agent';
import { corsMatchers } from '@routecors/user-agent/matchers';
import { injectTransport } from '@routecors/user-agent/node';
import Fastify from 'fastify';

const app = Fastify({ frameworkErrors: corsFrameworkErrors });
app.register(corsPlugin, { origin: 'https://app.example' });
app.get('/', { config: { cors: { credentials: true } } }, (request) => {
  const decision: Decision | null = request.corsDecision;
  return decision?.reason;
});
// @ts-expect-error: the augmentation is there, and knows no such option.
app.get('/typo', { config: { cors: { orign: '*' } } }, () => 'ok');
// @ts-expect-error: browsers reject the pair.
app.register(corsPlugin, { origin: '*', credentials: true });

export const agent = createUserAgent({
  origin: 'https://app.example',
  transport: injectTransport(app),
});
export const routes: readonly { readonly path: string }[] = app.corsRoutes();
export const others = [CorsPolicyError, Cors, CorsModule, corsMatchers];
