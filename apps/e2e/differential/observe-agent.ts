import {
  type BrowserOption,
  type DeviationName,
  type Transport,
  type UserAgent,
  createUserAgent,
} from '@routecors/user-agent';
import { createHttpTransport } from '@routecors/user-agent/node';

import { observation, places } from './observe.ts';
import type { Observation, Pair, Seen } from './pair.ts';
import type { PairServers } from './server.ts';
import type { Mistake, Setting } from './wrong-agent.ts';

const http = createHttpTransport();

/** What became of a pair, and where the standard was left on the way. */
export interface AgentObservation {
  readonly observed: Observation;
  readonly deviations: readonly DeviationName[];
}

/** Runs a pair in the user agent that imitates a browser, over real HTTP; with mistakes, where it is to be wrong. */
export async function observeAgent(
  runner: string,
  browser: BrowserOption,
  pair: Pair,
  servers: PairServers,
  makeMistakes: readonly ((setting: Setting) => Mistake)[] = [],
): Promise<AgentObservation> {
  const { origins } = servers;
  const mistakes = makeMistakes.map((make) => make({ origins }));
  const deviations = new Set<DeviationName>();
  let transport: Transport = http;
  const agents = new Map<string, Promise<UserAgent>>();
  const agentFor = (cache: string): Promise<UserAgent> => {
    const agent = agents.get(cache) ?? createVisitor(browser, origins, (sent) => transport(sent));
    agents.set(cache, agent);
    return agent;
  };
  const seen: Seen[] = [];
  for (const [index, request] of pair.requests.entries()) {
    const cache = mistakes.map((mistake) => mistake.cache?.(index) ?? '').join(' ');
    transport = mistakenTransport(mistakes);
    const { headers, body, ...init } = request;
    const agent = await agentFor(cache);
    const { response, trace } = await agent.attempt(servers.url(runner, pair, 0), {
      ...init,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body === null ? {} : { body }),
    });
    for (const name of trace.deviations) deviations.add(name);
    seen.push(response === null ? { error: 'TypeError' } : await look(response));
  }
  return { observed: observation(runner, pair, seen, servers), deviations: [...deviations] };
}

/** A user agent that has been to all places before, and has their cookies. */
async function createVisitor(
  browser: BrowserOption,
  origins: PairServers['origins'],
  transport: Transport,
): Promise<UserAgent> {
  const { own } = origins;
  const agent = createUserAgent({
    browser,
    clientHints: false,
    origin: own,
    url: `${own}/page`,
    transport,
  });
  for (const place of places) {
    for (const cookie of ['lax=1; SameSite=Lax', 'strict=1; SameSite=Strict']) {
      await agent.setCookie(origins[place], cookie);
    }
  }
  return agent;
}

/** The network with the mistakes in front of it. */
function mistakenTransport(mistakes: readonly Mistake[]): Transport {
  return mistakes.reduceRight<Transport>(
    (next, { exchange }) => (exchange === undefined ? next : (sent) => exchange(sent, next)),
    http,
  );
}

async function look(response: Response): Promise<Seen> {
  const { type, status, statusText, redirected, url } = response;
  const text = await response.text();
  return { type, status, statusText, redirected, url, headers: [...response.headers], text };
}
