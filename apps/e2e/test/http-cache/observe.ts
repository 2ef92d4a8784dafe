import { type UserAgent, createUserAgent } from '@routecors/user-agent';

import type { Browser } from '../../src/browser.ts';
import type { CacheCall, CacheObservation, CacheScenario, CacheSeen } from './scenario.ts';
import type { CacheServer } from './server.ts';

interface Task {
  readonly url: string;
  readonly init: CacheCall;
}

/** Runs the scenarios in a page of a real browser, one call after the other. */
export async function observeCacheOfBrowser(
  browser: Browser,
  runner: string,
  scenarios: readonly CacheScenario[],
  server: CacheServer,
): Promise<CacheObservation[]> {
  const page = await browser.newPage();
  try {
    await page.goto(server.origins.own);
    const all: CacheObservation[] = [];
    for (const scenario of scenarios) {
      const seen = await page.evaluate(runCalls, tasksOf(runner, scenario, server));
      all.push(observation(runner, scenario, seen, server));
    }
    return all;
  } finally {
    await page.close();
  }
}

/** Runs a scenario in the user agent, which gets a new cache for it, or none. */
export async function observeCacheOfAgent(
  runner: string,
  scenario: CacheScenario,
  server: CacheServer,
  httpCache = true,
): Promise<CacheObservation> {
  const agent = createUserAgent({ origin: server.origins.own, httpCache });
  const seen: CacheSeen[] = [];
  for (const task of tasksOf(runner, scenario, server)) seen.push(await callOf(agent, task));
  return observation(runner, scenario, seen, server);
}

async function callOf(agent: UserAgent, { url, init }: Task): Promise<CacheSeen> {
  const { response } = await agent.attempt(url, init);
  if (response === null) return { type: 'error' };
  const { type, status, headers } = response;
  return { type, status, headers: Object.fromEntries(headers), body: await response.text() };
}

function tasksOf(runner: string, scenario: CacheScenario, server: CacheServer): Task[] {
  return scenario.calls.map(({ path, place, ...init }) => ({
    url: server.url(runner, scenario, path, place),
    init,
  }));
}

function observation(
  runner: string,
  scenario: CacheScenario,
  seen: readonly CacheSeen[],
  server: CacheServer,
): CacheObservation {
  return { seen: seen.map(withoutClock), arrived: server.arrived(runner, scenario) };
}

/** Headers that Node adds, and that differ from run to run. */
function withoutClock(seen: CacheSeen): CacheSeen {
  if (!('headers' in seen)) return seen;
  const {
    date: _date,
    connection: _connection,
    'keep-alive': _keepAlive,
    ...headers
  } = seen.headers;
  return { ...seen, headers };
}

/** Runs in the page, so it may use nothing from around it. */
async function runCalls(tasks: readonly Task[]): Promise<CacheSeen[]> {
  const seen: CacheSeen[] = [];
  for (const { url, init } of tasks) {
    try {
      const response = await fetch(url, init);
      const { type, status, headers } = response;
      const body = await response.text();
      seen.push({ type, status, headers: Object.fromEntries(headers), body });
    } catch {
      seen.push({ type: 'error' });
    }
    // A browser needs a moment to put a response away.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return seen;
}

/** An observation in a line: what the page saw of each call, then what the server got. */
export function summary({ seen, arrived }: CacheObservation): string {
  const calls = seen.map((one) =>
    'status' in one ? `${one.type} ${one.status} ${one.body}`.trim() : 'error',
  );
  const requests = arrived.map(({ method = '', path = '', ...headers }) => {
    const rest = Object.entries(headers).filter(([name]) => isAboutCaches(name));
    return [method, path, ...rest.map(([name, value]) => `${name}=${value}`)].join(' ');
  });
  return `${calls.join(', ')}; ${requests.join(', ')}`;
}

const isAboutCaches = (name: string): boolean =>
  name !== 'origin' && !name.startsWith('access-control-');
