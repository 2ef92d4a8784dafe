import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { type Denial, type DenialSummary, createDenialLog } from '../src/index.ts';

const denial = (over: Partial<Denial> = {}): Denial => ({
  route: 'GET /items',
  origin: 'https://evil.example',
  reason: 'origin-not-matched',
  isShadow: false,
  ...over,
});

let summaries: DenialSummary[] = [];
const minute = 60_000;
beforeEach(() => {
  vi.useFakeTimers();
  summaries = [];
});
afterEach(() => {
  vi.useRealTimers();
});
const create = () => createDenialLog((summary) => summaries.push(summary));

test('each route, origin, reason and shadow has one line, and is counted from then on', () => {
  const log = create();
  const different = [
    denial(),
    denial({ route: 'PUT /items' }),
    denial({ origin: 'https://b.example' }),
    denial({ reason: 'cors-off' }),
    denial({ isShadow: true }),
    denial({ origin: undefined }),
  ];
  expect(different.map(log.note)).toEqual(different.map(() => true));
  expect(different.map(log.note)).toEqual(different.map(() => false));
  log.note(denial());
  vi.advanceTimersByTime(minute);
  expect(summaries).toHaveLength(1);
  expect(summaries[0]?.total).toBe(7);
  expect(summaries[0]?.denials[0]).toEqual({ ...denial(), count: 2 });
  expect(summaries[0]?.message).toMatch(
    /^CORS denied 7 more requests since the last summary: 2 × GET \/items from "https:\/\/evil\.example" \(origin-not-matched\); 1 × /,
  );
});

test('a period without repetition has no summary, and no timer runs before the next denial', () => {
  const log = create();
  log.note(denial());
  vi.advanceTimersByTime(minute);
  expect(summaries).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  log.note(denial());
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(minute);
  expect(summaries).toMatchObject([{ total: 1 }]);
});

test('a flood of random origins fills neither the log nor the memory', () => {
  const log = create();
  let lines = 0;
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 200_000; index += 1) {
    if (log.note(denial({ origin: `https://${index}.example` }))) lines += 1;
  }
  expect(lines).toBe(20);
  vi.advanceTimersByTime(minute);
  expect(summaries).toHaveLength(1);
  expect(summaries[0]?.total).toBe(200_000 - 20);
  expect(summaries[0]?.denials).toHaveLength(10);
  expect(summaries[0]?.denials[0]).toMatchObject({ origin: undefined, count: 199_000 });
  expect(summaries[0]?.message).toMatch(/199000 × GET \/items from many origins .*; \d+ others\.$/);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  // Who is new after the flood has a line again.
  vi.advanceTimersByTime(minute);
  log.note(denial());
  vi.advanceTimersByTime(minute);
  expect(log.note(denial({ origin: 'https://new.example' }))).toBe(true);
});

test('methods that somebody made up are bounded, too', () => {
  const log = create();
  for (let index = 0; index < 5_000; index += 1)
    log.note(denial({ route: `X${index} (no route)` }));
  vi.advanceTimersByTime(minute);
  expect(summaries[0]?.total).toBeLessThanOrEqual(2_000);
});

test('what was counted is written when the server ends', () => {
  const log = create();
  log.note(denial());
  log.note(denial());
  log.close();
  expect(summaries).toMatchObject([{ total: 1 }]);
  expect(vi.getTimerCount()).toBe(0);
  log.close();
  expect(summaries).toHaveLength(1);
});
