import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { recordCorsMetrics } from '../src/metrics.ts';
import { app, createServer, evil, preflight } from './server.ts';

const server = createServer(
  { origin: [app], policies: { long: { origin: [app], maxAge: 7_200 } } },
  (instance) => {
    instance.put('/items/:id', async () => 'ok');
    instance.put('/long', { config: { cors: 'long' } }, async () => 'ok');
    instance.put('/tried', { config: { cors: { shadow: { origin: [evil] } } } }, async () => 'ok');
    instance.post('/admin', { config: { cors: { enforce: true } } }, async () => 'ok');
  },
);

const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 31 - 1 });
const provider = new MeterProvider({ readers: [reader] });
let stop: () => void;

beforeEach(async () => {
  await server.ready();
  stop = recordCorsMetrics({ meter: provider.getMeter('test') });
});
afterEach(async () => {
  vi.useRealTimers();
  stop();
  await reader.forceFlush();
  exporter.reset();
});

/** What has been counted under a name, by attributes. */
async function counted(name: string): Promise<readonly object[]> {
  await reader.forceFlush();
  const metric = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .find(({ descriptor }) => descriptor.name === name);
  return (metric?.dataPoints ?? []).map(({ attributes, value }) => ({ ...attributes, value }));
}

test('counts by pattern, kind, outcome and reason, and by nothing that a stranger chooses', async () => {
  for (const id of ['1', '2']) await preflight(server, `/items/${id}`, 'PUT');
  for (const origin of [evil, 'https://b.example', 'https://c.example']) {
    await server.inject({ method: 'PUT', url: '/items/1?q=secret', headers: { origin } });
  }
  await preflight(server, '/nowhere/made/up', 'MADEUP');
  await server.inject({ method: 'POST', url: '/admin', headers: { origin: evil } });
  const item = { 'http.route': '/items/:id', 'http.request.method': 'PUT' };
  expect(await counted('cors.decisions')).toEqual([
    {
      ...item,
      'cors.kind': 'preflight',
      'cors.outcome': 'allowed',
      'cors.reason': 'origin-matched',
      value: 2,
    },
    {
      ...item,
      'cors.kind': 'actual',
      'cors.outcome': 'denied',
      'cors.reason': 'origin-not-matched',
      value: 3,
    },
    {
      'http.request.method': '_OTHER',
      'cors.kind': 'preflight',
      'cors.outcome': 'allowed',
      'cors.reason': 'origin-matched',
      value: 1,
    },
    {
      'http.route': '/admin',
      'http.request.method': 'POST',
      'cors.kind': 'foreign',
      'cors.outcome': 'denied',
      'cors.reason': 'foreign-request',
      value: 1,
    },
  ]);
});

test('tells what the shadow would have decided', async () => {
  await server.inject({ method: 'PUT', url: '/tried', headers: { origin: app } });
  expect(await counted('cors.decisions')).toMatchObject([
    { 'http.route': '/tried', 'cors.outcome': 'allowed', 'cors.shadow': 'denied', value: 1 },
  ]);
});

test('counts the preflights that maxAge would save, until it is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  await preflight(server, '/items/1', 'PUT');
  await preflight(server, '/items/2', 'PUT');
  vi.setSystemTime(7_199_000);
  for (let times = 0; times < 3; times += 1) await preflight(server, '/items/1', 'PUT');
  // A browser would have forgotten.
  vi.setSystemTime(7_200_000);
  await preflight(server, '/items/1', 'PUT');
  // Denied, and remembered as long already: there is nothing to save.
  for (let times = 0; times < 2; times += 1) {
    await preflight(server, '/items/1', 'PUT', { origin: evil });
    await preflight(server, '/long', 'PUT');
  }
  expect(await counted('cors.preflights.repeated')).toEqual([
    { 'http.route': '/items/:id', 'http.request.method': 'PUT', value: 3 },
  ]);
});

test('counts no more once it has ended', async () => {
  stop();
  await preflight(server, '/items/1', 'PUT');
  expect(await counted('cors.decisions')).toEqual([]);
});

test.each([0, 1.5, 86_401, Number.NaN])('refuses a maxAge of %s', (maxAge) => {
  expect(() => recordCorsMetrics({ maxAge })).toThrow(/Fix: whole seconds from 1 to 86400/);
});
