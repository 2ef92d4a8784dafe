import type { RouteTarget } from '@routecors/core';
import { LRUCache } from 'lru-cache';

import { linkAbort, unlessAborted } from '../linked-abort.ts';
import { createGate } from './gate.ts';
import { type OriginLookupOptions, lookupSettings } from './lookup-options.ts';

/** An origin function that remembers, for the option `origin`. */
export interface OriginLookup {
  (origin: string, request: unknown, target: RouteTarget): boolean | Promise<boolean>;
  /** Forgets what is known of an origin, with every tenant, or of all: the next request asks again. */
  readonly forget: (origin?: string) => void;
  /** How it is now; plain data. */
  readonly status: () => OriginLookupStatus;
}

/** How many it knows, and is asking about. */
export interface OriginLookupStatus {
  readonly allowed: number;
  readonly denied: number;
  readonly running: number;
  readonly waiting: number;
}

/** How long the store is left alone after a failure, where an old answer will do: milliseconds. */
const restAfterFailure = 1000;
/** Longer tenants are nobody's: they would only fill the memory. */
const maxTenantLength = 1024;

/**
 * For lists that are too large to hold: asks about single origins, once for all requests that wait for
 * the answer, and remembers it. What is known is answered in the same turn.
 *
 * @throws TypeError for options that are none, with what to write
 */
export function createOriginLookup(options: OriginLookupOptions): OriginLookup {
  const settings = lookupSettings(options);
  const { lookup, tenant: tenantOf, ttl, negativeTtl, timeout } = settings;
  const { staleWhileRevalidate, staleIfError } = settings;
  /** When each answer was given. */
  const allowed = new LRUCache<string, number>({ max: settings.max });
  const denied = new LRUCache<string, number>({ max: settings.maxNegative });
  const asking = new Map<string, Promise<boolean>>();
  const gate = createGate(settings.concurrency, settings.maxQueue);
  const forever = new AbortController().signal;
  let leftAloneUntil = -Infinity;

  const query = async (origin: string, tenant: string | undefined): Promise<boolean> => {
    const attempt = linkAbort(forever, timeout, `no answer within ${timeout} ms`);
    try {
      const { signal } = attempt;
      // Whoever writes JavaScript may give a row, or its number: only a literal yes is one.
      const found: Promise<unknown> = Promise.resolve(lookup(origin, { tenant, signal }));
      return (await unlessAborted(found, signal)) === true;
    } finally {
      attempt.letGo();
    }
  };

  const ask = (key: string, origin: string, tenant: string | undefined): Promise<boolean> => {
    const known = asking.get(key);
    if (known !== undefined) return known;
    const isFriend = allowed.has(key);
    const asked = gate
      .run(() => query(origin, tenant), isFriend)
      .catch((error: unknown) => {
        // What fails for a stranger may be of his making: it must not keep friends who are none any more.
        if (isFriend) leftAloneUntil = performance.now() + restAfterFailure;
        throw error;
      })
      .then((isAllowed) => {
        // Forgotten meanwhile: what was asked before may be wrong by now.
        if (asking.get(key) !== asked) return isAllowed;
        (isAllowed ? denied : allowed).delete(key);
        (isAllowed ? allowed : denied).set(key, performance.now());
        return isAllowed;
      })
      .finally(() => {
        if (asking.get(key) === asked) asking.delete(key);
      });
    asking.set(key, asked);
    return asked;
  };

  const answer = (origin: string, _: unknown, target: RouteTarget): boolean | Promise<boolean> => {
    const tenant = tenantOf?.(target);
    if (tenant !== undefined && !isTenant(tenant)) return false;
    // A tenant that is named '' is not none; neither has a line break, which no origin has.
    const key = tenant === undefined ? origin : `${origin}\n${tenant}`;
    const allowedAt = allowed.get(key);
    const now = performance.now();
    if (allowedAt === undefined) {
      const deniedAt = denied.get(key);
      return deniedAt !== undefined && now - deniedAt < negativeTtl
        ? false
        : ask(key, origin, tenant);
    }
    const overdue = now - allowedAt - ttl;
    if (overdue < 0) return true;
    const mayServe = overdue < staleIfError;
    if (mayServe && now < leftAloneUntil) return true;
    const asked = ask(key, origin, tenant);
    if (overdue < staleWhileRevalidate) {
      asked.catch(() => undefined);
      return true;
    }
    return mayServe ? asked.catch(() => true) : asked;
  };

  return Object.freeze(
    Object.assign(answer, {
      forget: (origin?: string) => {
        for (const known of [allowed, denied, asking]) {
          if (origin === undefined) known.clear();
          else {
            for (const key of known.keys()) {
              if (key === origin || key.startsWith(`${origin}\n`)) known.delete(key);
            }
          }
        }
      },
      status: () => ({
        allowed: allowed.size,
        denied: denied.size,
        running: gate.running(),
        waiting: gate.waiting(),
      }),
    }),
  );
}

/** Who is asked through `any` may return anything: two objects would be one tenant. */
const isTenant = (tenant: unknown): boolean =>
  typeof tenant === 'string' && tenant.length <= maxTenantLength;
