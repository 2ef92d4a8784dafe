import type { Browser } from '../src/browser.ts';
import { runTasks } from './in-page.ts';
import type { Arrived, Observation, Pair, Place, Seen } from './pair.ts';
import type { PairServers } from './server.ts';

/** Runs pairs in a real browser, many in one page. */
export async function observeBrowser(
  browser: Browser,
  runner: string,
  pairs: readonly Pair[],
  servers: PairServers,
): Promise<Observation[]> {
  const page = await browser.newPage();
  try {
    for (const place of places) await page.goto(`${servers.origins[place]}/cookies`);
    await page.goto(`${servers.origins.own}/page`);
    const tasks = pairs.map((pair) => ({
      url: servers.url(runner, pair, 0),
      requests: pair.requests,
    }));
    // A rehearsal: just after its start Firefox forgets what preflights granted.
    const rehearsed = pairs.slice(0, 24);
    const rehearsal = rehearsed.map((pair) => ({
      url: servers.url(`${runner}-rehearsal`, pair, 0),
      requests: pair.requests,
    }));
    await page.evaluate(runTasks, rehearsal);
    const seen: Seen[][] = [];
    // A few hundred per message: one script may run for a limited time.
    for (let start = 0; start < tasks.length; start += 250) {
      seen.push(...(await page.evaluate(runTasks, tasks.slice(start, start + 250))));
    }
    return pairs.map((pair, index) => observation(runner, pair, seen[index] ?? [], servers));
  } finally {
    await page.close();
  }
}

export const places: readonly Place[] = ['own', 'same-site', 'cross-site'];

/** What is compared: without the runner's name in URLs, and of requests only what CORS and cookies are about. */
export function observation(
  runner: string,
  pair: Pair,
  seen: readonly Seen[],
  servers: PairServers,
): Observation {
  const clean = (text: string): string => text.replaceAll(`/${runner}/`, '/');
  return {
    seen: seen.map((one) =>
      'error' in one
        ? { error: one.error }
        : {
            ...one,
            url: clean(one.url),
            headers: one.headers
              .map(([name, value]) => [name, clean(value)] as const)
              .toSorted(byName),
          },
    ),
    arrived: servers.arrived(runner, pair).map((head) => pickHeaders(head, clean)),
  };
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : 1;

const compared: readonly string[] = [
  'method',
  'path',
  'origin',
  'referer',
  'cookie',
  'access-control-request-method',
  'access-control-request-headers',
  'authorization',
  'content-type',
  'content-length',
  'x-token',
  'range',
];

function pickHeaders(head: Arrived, clean: (text: string) => string): Arrived {
  return Object.fromEntries(
    compared.flatMap((name) => (name in head ? [[name, clean(head[name] ?? '')]] : [])),
  );
}
