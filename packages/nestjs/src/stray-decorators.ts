import type { Type } from '@nestjs/common';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import type { Draft, Resolver } from '@routecors/core';

import { ownCors } from './cors-metadata.ts';
import { metadata, metadataKey } from './nest-metadata.ts';
import type { CorsRequest } from './options.ts';

/** A place where `@Cors()` stands and no route is. */
interface Stray {
  readonly place: string;
  readonly value: unknown;
}

/**
 * Reports each `@Cors()` that no request will ever meet: on resolvers and other providers, on
 * handlers of a gateway's messages, on a controller's methods that are no handlers. What it says is
 * checked all the same.
 */
export function reportStrayDecorators(
  modules: ModulesContainer,
  draft: Draft,
  { scope, report }: Resolver<CorsRequest>,
): void {
  for (const { place, value } of strays(modules)) {
    scope(draft, { path: place, value });
    report.warn({
      code: 'decorator-without-route',
      path: place,
      value,
      message: `${place} changes nothing: no route is declared there.`,
      hint: "Put it on a controller or on its handlers, or give the path a policy: CorsModule.forRoot({ paths: { '/graphql': … } }).",
    });
  }
}

function* strays(modules: ModulesContainer): Iterable<Stray> {
  const seen = new Set<unknown>();
  for (const { controllers, providers } of modules.values()) {
    for (const [each, isController] of [
      ...[...controllers.values()].map((wrapper) => [wrapper, true] as const),
      ...[...providers.values()].map((wrapper) => [wrapper, false] as const),
    ]) {
      const { metatype } = each;
      if (!isClass(metatype) || seen.has(metatype)) continue;
      seen.add(metatype);
      yield* straysOf(metatype, isController);
    }
  }
}

function* straysOf(type: Type, isController: boolean): Iterable<Stray> {
  const own = ownCors(type);
  // A gateway's says who may open a socket.
  const hasMeaning = isController || metadata(metadataKey.isGateway, type) === true;
  if (own && !hasMeaning) yield { place: `@Cors on ${type.name}`, value: own.policy };
  const { prototype } = type as { readonly prototype: object };
  for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function') continue;
    const isHandler = isController && Reflect.hasMetadata(metadataKey.path, method);
    const said = isHandler ? undefined : ownCors(method);
    if (said) yield { place: `@Cors on ${type.name}.${name}`, value: said.policy };
  }
}

/** A factory's function has neither methods nor decorators of its own. */
function isClass(metatype: unknown): metatype is Type {
  return (
    typeof metatype === 'function' &&
    typeof (metatype as { prototype?: unknown }).prototype === 'object'
  );
}
