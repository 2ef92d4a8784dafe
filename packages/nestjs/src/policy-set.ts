import type { ModulesContainer } from '@nestjs/core';
import {
  type Draft,
  type ResolvedPolicy,
  type Resolver,
  createResolver,
  emptyDraft,
} from '@routecors/core';

import { type Gateway, resolveGateways } from './gateway.ts';
import { type NestRoute, type RoutePolicies, routePolicies } from './nest-route.ts';
import type { CorsRequest } from './options.ts';
import { type PathPolicy, resolvePathPolicies, splitOptions } from './path-policies.ts';
import { reportStrayDecorators } from './stray-decorators.ts';

/** All policies of an application, made of the options of one `forRoot()`, or of what replaced them. */
export interface PolicySet {
  readonly resolver: Resolver<CorsRequest>;
  readonly draft: Draft;
  /** `undefined` where it was refused; boot fails then. */
  readonly moduleWide: ResolvedPolicy<CorsRequest> | undefined;
  readonly pathPolicies: readonly PathPolicy[];
  /** Empty until {@link PolicySet.visit}. */
  readonly gateways: readonly Gateway[];
  /** Looks at what else than routes has a decorator. Problems go into the resolver's report. */
  readonly visit: (modules: ModulesContainer) => void;
  readonly policiesOf: (route: Pick<NestRoute, 'declared'>) => RoutePolicies;
}

/**
 * Resolves the module's own options. Problems go into the resolver's report.
 *
 * @param place how messages name where the options stand
 */
export function resolvePolicySet(place: string, value: unknown): PolicySet {
  const resolver = createResolver<CorsRequest>();
  const { paths, options } = splitOptions(value);
  const draft = resolver.scope(emptyDraft, { path: place, value: options });
  const gateways: Gateway[] = [];
  return {
    resolver,
    draft,
    moduleWide: resolver.resolve(draft),
    pathPolicies: resolvePathPolicies(paths, `${place}.paths`, draft, resolver),
    gateways,
    visit: (modules) => {
      gateways.push(...resolveGateways(modules, draft, resolver));
      reportStrayDecorators(modules, draft, resolver);
    },
    policiesOf: ({ declared }) => routePolicies(declared, draft, resolver),
  };
}
