import type { Type } from '@nestjs/common';
import type { Level } from '@routecors/core';

import { ownCors } from './cors-metadata.ts';

/** What `@Cors()` says on a controller, base classes first. */
export function controllerLevels(controller: Type): readonly Level[] {
  return lineage(controller).flatMap((each) => levelAt(each, `@Cors on ${each.name}`));
}

/** What `@Cors()` says on a handler. An overriding method that says nothing keeps what the overridden one says. */
export function handlerLevels(controller: Type, methodName: string): readonly Level[] {
  return lineage(controller).flatMap((each) => {
    const descriptor = Object.getOwnPropertyDescriptor(each.prototype, methodName);
    const method: unknown = descriptor?.value;
    if (typeof method !== 'function') return [];
    return levelAt(method, `@Cors on ${each.name}.${methodName}`);
  });
}

function levelAt(decorated: object, path: string): readonly Level[] {
  const cors = ownCors(decorated);
  if (cors === undefined) return [];
  // An explicit `undefined` would mean "inherit" to the core, where nobody meant to say that.
  return [{ path, value: cors.policy === undefined ? null : cors.policy }];
}

/** The class and those it extends, the outermost base first. */
function lineage(controller: Type): readonly Type[] {
  const classes: Type[] = [];
  for (
    let each: unknown = controller;
    typeof each === 'function' && each !== Function.prototype;
    each = Object.getPrototypeOf(each)
  ) {
    classes.unshift(each as Type);
  }
  return classes;
}
