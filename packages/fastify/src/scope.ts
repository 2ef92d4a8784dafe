import { type Draft, type Resolver, emptyDraft } from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { bindOrigins } from './bind-origin.ts';
import type { Registration } from './registration.ts';

/** Fastify encapsulates by prototype: what is set on an instance is seen by all that is inside of it. */
const registrationsKey = Symbol.for('routecors.registrations.v1');

interface Registered {
  [registrationsKey]?: readonly Registration[];
}

/** Notes that the plugin was registered in `instance`. What is registered twice in one place is two levels. */
export function addRegistration(instance: FastifyInstance, registration: Registration): void {
  (instance as Registered)[registrationsKey] = [...registrationsOf(instance), registration];
}

/** What was registered in `instance` itself, in the order of registration. */
export function registrationsOf(instance: FastifyInstance): readonly Registration[] {
  return Object.hasOwn(instance, registrationsKey)
    ? ((instance as Registered)[registrationsKey] ?? [])
    : [];
}

/** Tells what is registered in an instance itself: at boot {@link registrationsOf}, later what replaced it. */
export type RegistrationsAt = (instance: FastifyInstance) => readonly Registration[];

/** Puts other registrations in the place of those of `instance`. */
export function replaceRegistrations(
  instance: FastifyInstance,
  registrations: readonly Registration[],
): void {
  (instance as Registered)[registrationsKey] = registrations;
}

/** How messages name the registration in `instance`. */
export function registrationPath(instance: FastifyInstance): string {
  return `register(corsPlugin)${instance.prefix === '' ? '' : ` in ${instance.prefix}`}`;
}

/** The instance that `instance` is encapsulated in; `undefined` for the root. */
export function instanceAround(instance: FastifyInstance): FastifyInstance | undefined {
  const around: unknown = Object.getPrototypeOf(instance);
  return around === null || around === Object.prototype ? undefined : (around as FastifyInstance);
}

/** The nearest instance around that the plugin was registered in, `instance` itself included. */
export function registeredAround(instance: FastifyInstance): FastifyInstance | undefined {
  if (registrationsOf(instance).length > 0) return instance;
  const around = instanceAround(instance);
  return around && registeredAround(around);
}

/**
 * Makes the function that tells the draft at an instance: that of the scopes around it, and what
 * was registered there. `undefined` outside of every scope that registered. Asked at boot, when all
 * is registered, so the order of registrations does not matter.
 */
export function createScopes(
  resolver: Resolver<FastifyRequest>,
  registrationsAt: RegistrationsAt,
): (instance: FastifyInstance) => Draft | undefined {
  const drafts = new Map<FastifyInstance, Draft | undefined>();
  const draftAt = (instance: FastifyInstance): Draft | undefined => {
    if (drafts.has(instance)) return drafts.get(instance);
    const around = instanceAround(instance);
    let draft = around && draftAt(around);
    for (const { options } of registrationsAt(instance)) {
      const value = bindOrigins(options, instance);
      draft = resolver.scope(draft ?? emptyDraft, { path: registrationPath(instance), value });
    }
    drafts.set(instance, draft);
    return draft;
  };
  return draftAt;
}
