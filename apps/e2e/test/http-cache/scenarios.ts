import type { CacheScenario } from './scenario.ts';
import { cacheModesScenarios } from './tables/cache-modes.ts';
import { freshnessScenarios } from './tables/freshness.ts';
import { methodsScenarios } from './tables/methods.ts';
import { notModifiedScenarios } from './tables/not-modified.ts';
import { whoseScenarios } from './tables/whose.ts';

/** A cache between page and server, and what CORS makes of what it keeps. */
export const cacheScenarios: readonly CacheScenario[] = [
  ...whoseScenarios,
  ...freshnessScenarios,
  ...notModifiedScenarios,
  ...cacheModesScenarios,
  ...methodsScenarios,
];
