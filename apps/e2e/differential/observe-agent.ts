import {
  type Transport,
  type TransportRequest,
  type UserAgent,
  createUserAgent,
} from '@routecors/user-agent';
import { createHttpTransport } from '@routecors/user-agent/node';

import { observation, places } from './observe.ts';
import type { Observation, PageRequest, Pair, Seen } from './pair.ts';
import type { Quirk, Setting } from './quirks/quirk.ts';
import type { PairServers } from './server.ts';

const http = createHttpTransport();

/** Runs a pair in the user agent, over real HTTP; with quirks, where it is to imitate a browser. */
export async function observeAgent(
  runner: string,
  pair: Pair,
  servers: PairServers,
  makeQuirks: readonly ((setting: Setting) => Quirk)[] = [],
): Promise<Observation> {
  const { origins } = servers;
  const quirks = makeQuirks.map((make) => make({ pair, origins }));
  let transport: Transport = http;
  const agents = new Map<string, Promise<UserAgent>>();
  const agentFor = (cache: string): Promise<UserAgent> => {
    const agent = agents.get(cache) ?? createVisitor(origins, (sent) => transport(sent));
    agents.set(cache, agent);
    return agent;
  };
  const seen: Seen[] = [];
  for (const [index, request] of pair.requests.entries()) {
    const cache = quirks.map((quirk) => quirk.cache?.(request, index) ?? '').join(' ');
    transport = quirkyTransport(quirks, request, cache);
    const taken = quirks.reduce((last, quirk) => quirk.request?.(last) ?? last, request);
    const { headers, body, ...init } = taken;
    const agent = await agentFor(cache);
    const { response } = await agent.attempt(servers.url(runner, pair, 0), {
      ...init,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body === null ? {} : { body }),
    });
    const one: Seen = response === null ? { error: 'TypeError' } : await look(response);
    seen.push(quirks.reduce((last, quirk) => quirk.seen?.(last) ?? last, one));
  }
  return observation(runner, pair, seen, servers);
}

/** A user agent that has been to all places before, and has their cookies. */
async function createVisitor(
  origins: PairServers['origins'],
  transport: Transport,
): Promise<UserAgent> {
  const { own } = origins;
  const agent = createUserAgent({ origin: own, url: `${own}/page`, transport });
  for (const place of places) {
    for (const cookie of ['lax=1; SameSite=Lax', 'strict=1; SameSite=Strict']) {
      await agent.setCookie(origins[place], cookie);
    }
  }
  return agent;
}

/** The network with the quirks in front of it. */
function quirkyTransport(quirks: readonly Quirk[], request: PageRequest, cache: string): Transport {
  const sent: TransportRequest[] = [];
  const transport = quirks.reduceRight<Transport>(
    (next, { exchange }) =>
      exchange === undefined
        ? next
        : (each) => exchange(each, next, { request, cache, sent: [...sent] }),
    http,
  );
  return async (each) => {
    try {
      return await transport(each);
    } finally {
      sent.push(each);
    }
  };
}

async function look(response: Response): Promise<Seen> {
  const { type, status, statusText, redirected, url } = response;
  const text = await response.text();
  return { type, status, statusText, redirected, url, headers: [...response.headers], text };
}
