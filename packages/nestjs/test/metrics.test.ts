import { Controller, type INestApplication, Param, Put } from '@nestjs/common';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { CorsModule } from '../src/index.ts';
import { recordCorsMetrics } from '../src/metrics.ts';
import { adapters, app, ask, createApp, evil, preflight } from './server.ts';

@Controller('items')
class Items {
  @Put(':id') update(@Param('id') id: string) {
    return id;
  }
}

describe.each(adapters)('on %s', (_name, makeAdapter) => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 31 - 1 });
  const provider = new MeterProvider({ readers: [reader] });
  let server: INestApplication;
  let stop: () => void;
  beforeAll(async () => {
    server = await createApp(makeAdapter, {
      imports: [CorsModule.forRoot({ origin: [app] })],
      controllers: [Items],
    });
    stop = recordCorsMetrics({ meter: provider.getMeter('test') });
  });
  afterAll(async () => {
    stop();
    await provider.shutdown();
    await server.close();
  });

  test('counts by pattern, kind, outcome and reason, and by nothing that a stranger chooses', async () => {
    for (const id of ['1', '1', '2']) await preflight(server, `/items/${id}`, 'PUT');
    for (const origin of [evil, 'https://b.example']) {
      await ask(server, 'PUT', '/items/1?q=secret', { origin });
      await ask(server, 'GET', '/nowhere/made/up', { origin });
    }
    await reader.forceFlush();
    const points = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({
          name: descriptor.name,
          ...attributes,
          value,
        })),
      );
    const item = { 'http.route': '/items/:id', 'http.request.method': 'PUT' };
    expect(points).toEqual([
      {
        name: 'cors.decisions',
        ...item,
        'cors.kind': 'preflight',
        'cors.outcome': 'allowed',
        'cors.reason': 'origin-matched',
        value: 3,
      },
      {
        name: 'cors.decisions',
        ...item,
        'cors.kind': 'actual',
        'cors.outcome': 'denied',
        'cors.reason': 'origin-not-matched',
        value: 2,
      },
      {
        name: 'cors.decisions',
        'http.request.method': 'GET',
        'cors.kind': 'actual',
        'cors.outcome': 'denied',
        'cors.reason': 'origin-not-matched',
        value: 2,
      },
      { name: 'cors.preflights.repeated', ...item, value: 1 },
    ]);
  });
});
