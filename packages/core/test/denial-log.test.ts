import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import {
  type Decision,
  type Denial,
  type DenialSummary,
  createDenialLog,
  denialOf,
} from '../src/index.ts';
import { held } from './held.ts';

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
  expect(different.map((each) => log.note(each))).toEqual(different.map(() => true));
  expect(different.map((each) => log.note(each))).toEqual(different.map(() => false));
  log.note(denial());
  vi.advanceTimersByTime(minute);
  expect(summaries).toHaveLength(1);
  expect(summaries[0]?.total).toBe(7);
  expect(summaries[0]?.denials[0]).toEqual({ ...denial(), count: 2 });
  expect(summaries[0]?.message).toMatch(
    /^CORS denied 7 more requests since the last summary: 2 × GET \/items from "https:\/\/evil\.example" \(origin-not-matched\); 1 × /,
  );
});

test('the same request is counted again without its route, anything else is not', () => {
  const log = create();
  const asked = {
    method: 'GET',
    url: '/items/1',
    origin: 'https://evil.example',
    reason: 'origin-not-matched',
    policy: {},
  } as const;
  expect(log.again(asked)).toBe(false);
  log.note(denial(), asked);
  // The first one had a line; what repeats it is remembered from the second on.
  log.note(denial(), asked);
  expect(log.again(asked)).toBe(true);
  for (const other of [
    { ...asked, method: 'PUT' },
    { ...asked, url: '/items/2' },
    { ...asked, origin: 'https://b.example' },
    { ...asked, reason: 'cors-off' as const },
    { ...asked, policy: {} },
  ]) {
    expect(log.again(other)).toBe(false);
  }
  vi.advanceTimersByTime(minute);
  expect(summaries).toMatchObject([{ total: 2 }]);
  // A new period asks for the route again.
  expect(log.again(asked)).toBe(false);
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

test.each<[name: string, asked: (index: number) => { origin: string; url: string }]>([
  [
    'origins that begin alike and are long',
    (index) => ({ origin: `https://${'a'.repeat(1_000)}${index}`, url: '/items' }),
  ],
  [
    'origins that begin alike and are not much longer than what is kept of them',
    (index) => ({ origin: `https://${'a'.repeat(200)}${index}`, url: '/items' }),
  ],
  [
    'URLs that are long',
    (index) => ({ origin: `https://${index % 900}.example`, url: `/items?${'a'.repeat(9_000)}` }),
  ],
])('a flood of %s is counted in bounded memory', (_name, askedAt) => {
  const log = create();
  const policy = {};
  const reason = 'origin-not-matched';
  const times = 30_000;
  const before = held();
  for (let index = 0; index < times; index += 1) {
    // As it comes from a socket: a string of its own.
    const asked = { ...askedAt(index), method: 'GET', reason, policy } as const;
    if (log.again(asked)) continue;
    log.note(denialOf({ origin: asked.origin, reason } as Decision, 'GET', '/items'), asked);
  }
  // What it knows at most is a thousand of each.
  expect(held() - before).toBeLessThan(2_000_000);
  log.close();
  expect(summaries[0]?.total).toBeGreaterThanOrEqual(times - 20);
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
