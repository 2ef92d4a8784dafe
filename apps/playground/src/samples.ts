import type { CorsRoute } from '@routecors/core';
import { CorsInspector } from '@routecors/nestjs';
import { createSample } from 'fastify-sample';
import { createSample as createNestSample } from 'nest-sample';

/** Who may call a sample, and whom it calls. */
interface SampleSettings {
  readonly pageOrigins: readonly string[];
  readonly partnerOrigin: string;
  readonly upstream: string;
}

/** A sample that listens on a free port of this machine. */
export interface StartedSample {
  readonly name: string;
  readonly address: string;
  readonly routes: () => readonly CorsRoute[];
  readonly close: () => Promise<unknown>;
}

/** Starts the same API three times: whichever the page calls, it must see the same. */
export function startSamples(settings: SampleSettings): Promise<readonly StartedSample[]> {
  return Promise.all([
    startFastify(settings),
    startNest('Nest on Express', 'express', settings),
    startNest('Nest on Fastify', 'fastify', settings),
  ]);
}

async function startFastify(settings: SampleSettings): Promise<StartedSample> {
  const app = createSample(settings);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { name: 'Fastify', address, routes: () => app.corsRoutes(), close: () => app.close() };
}

async function startNest(
  name: string,
  platform: 'express' | 'fastify',
  settings: SampleSettings,
): Promise<StartedSample> {
  const app = await createNestSample({ ...settings, platform });
  await app.listen(0, '127.0.0.1');
  const inspector = app.get(CorsInspector);
  return {
    name,
    address: await app.getUrl(),
    routes: () => inspector.routes(),
    close: () => app.close(),
  };
}
