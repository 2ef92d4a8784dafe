import { type BootReport, type Draft, show } from '@routecors/core';
import type { FastifyInstance } from 'fastify';

import type { Registration } from './registration.ts';
import { type RegistrationsAt, instanceAround, registrationPath } from './scope.ts';
import type { DeclaredRoute } from './table-route.ts';

/** Reports what Fastify takes without a word and nobody can have meant. */
export function checkRegistrations(
  registered: ReadonlySet<FastifyInstance>,
  routes: readonly DeclaredRoute[],
  draftAt: (instance: FastifyInstance) => Draft | undefined,
  registrationsAt: RegistrationsAt,
  report: BootReport,
): void {
  const withRoutes = instancesOf(routes);
  const outside = routes.filter(({ instance }) => draftAt(instance) === undefined);
  for (const instance of registered) {
    const registrations = registrationsAt(instance);
    warnOfMerged(instance, registrations.length, report);
    warnOfPrefix(instance, registrations, report);
    if (!withRoutes.has(instance)) reportEmpty(instance, outside, report);
  }
  for (const instance of new Set([...registered, ...withRoutes])) {
    if (draftAt(instance) && instance.hasPlugin('@fastify/cors')) {
      refuseOther(instance, report);
      break;
    }
  }
}

/** The instances that declared a route, and all around them. */
export function instancesOf(routes: readonly DeclaredRoute[]): ReadonlySet<FastifyInstance> {
  const instances = new Set<FastifyInstance>();
  for (const { instance } of routes) {
    let each: FastifyInstance | undefined = instance;
    while (each && !instances.has(each)) {
      instances.add(each);
      each = instanceAround(each);
    }
  }
  return instances;
}

/** A registration in a plugin that is encapsulated is for the routes in there, of which there are none. */
function reportEmpty(
  instance: FastifyInstance,
  outside: readonly DeclaredRoute[],
  report: BootReport,
): void {
  if (instanceAround(instance) === undefined) return;
  const { prefix } = instance;
  const missed = outside.find(({ paths: [path] }) =>
    `${path}/`.startsWith(`${prefix}/`.replace('//', '/')),
  );
  // The paths below a prefix are reason enough, as long as no route of another scope is there.
  if (missed === undefined && prefix !== '') return;
  const covers = prefix === '' ? 'no route and no path' : 'no route';
  const beside = missed
    ? ` ${missed.methods.join(',')} ${missed.paths[0]} is declared outside its scope.`
    : '';
  // Fastify appends what is registered in it.
  const [plugin = ''] = instance.pluginName.split(' -> ');
  const issue = {
    code: 'registration-covers-nothing',
    path: registrationPath(instance),
    value: plugin,
    message: `It covers ${covers}: it is for the encapsulated plugin ${show(plugin)}, which declares none.${beside}`,
    hint: 'Wrap the file that registers it in fastify-plugin (export default fp(async (app) => { … })), and it is for the routes around that plugin, too.',
  } as const;
  // Without a route outside, this may be a plugin whose routes are switched off.
  (missed ? report.refuse : report.warn)(issue);
}

function warnOfMerged(instance: FastifyInstance, count: number, report: BootReport): void {
  if (count < 2) return;
  report.warn({
    code: 'registration-twice',
    path: registrationPath(instance),
    value: count,
    message: `corsPlugin is registered ${count} times in one scope: the options are merged, the last one wins.`,
    hint: 'Register it once, with all options; for routes of their own, in a scope of their own.',
  });
}

function warnOfPrefix(
  instance: FastifyInstance,
  registrations: readonly Registration[],
  report: BootReport,
): void {
  for (const { prefix } of registrations) {
    if (prefix === undefined || prefix === '' || prefix === instance.prefix) continue;
    report.warn({
      code: 'registration-prefix',
      path: `${registrationPath(instance)}.prefix`,
      value: prefix,
      message: `prefix: ${show(prefix)} does nothing here: the policy is for all of the scope that registers the plugin.`,
      hint: `Register it inside of the plugin that has the prefix: app.register(async (scope) => { scope.register(corsPlugin, { … }); … }, { prefix: ${show(prefix)} }).`,
    });
  }
}

function refuseOther(instance: FastifyInstance, report: BootReport): void {
  report.refuse({
    code: 'other-cors-plugin',
    path: `register(@fastify/cors)${instance.prefix === '' ? '' : ` in ${instance.prefix}`}`,
    value: '@fastify/cors',
    message:
      '@fastify/cors is registered for routes that corsPlugin covers, too: two policies would answer one request.',
    hint: 'Remove @fastify/cors; the README says what its options are here. Scopes without corsPlugin around them may keep it.',
  });
}
