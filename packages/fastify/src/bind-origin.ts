import type { FastifyInstance } from 'fastify';

type OriginFunction = (...asked: readonly unknown[]) => unknown;

/** One function for each instance: policies with the same one are the same policy. */
const bound = new WeakMap<FastifyInstance, WeakMap<OriginFunction, OriginFunction>>();

/**
 * Makes `this` the instance in every origin function of a registration or a route, so that a
 * `function` reaches its decorators. What is no options is left to the core to refuse, as it is.
 */
export function bindOrigins<Options>(options: Options, instance: FastifyInstance): Options {
  return withChanged(options, (name, value) => {
    if (name === 'origin') return bindFunction(value, instance);
    if (name !== 'policies') return value;
    return withChanged(value, (_name, policy) => bindOrigins(policy, instance));
  });
}

/** A copy whose own values are changed; the very same object where none is. */
function withChanged<Given>(
  given: Given,
  change: (name: string, value: unknown) => unknown,
): Given {
  if (Object.prototype.toString.call(given) !== '[object Object]') return given;
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors<object>(
    given as object,
  );
  let isChanged = false;
  for (const [name, value] of Object.entries(given as object) as [string, unknown][]) {
    const changed = change(name, value);
    if (changed === value) continue;
    isChanged = true;
    descriptors[name] = { configurable: true, enumerable: true, value: changed, writable: true };
  }
  if (!isChanged) return given;
  return Object.create(Object.getPrototypeOf(given) as object | null, descriptors) as Given;
}

function bindFunction(value: unknown, instance: FastifyInstance): unknown {
  return typeof value === 'function' ? bindTo(instance, value as OriginFunction) : value;
}

function bindTo(instance: FastifyInstance, ask: OriginFunction): OriginFunction {
  const ofInstance = bound.get(instance) ?? new WeakMap<OriginFunction, OriginFunction>();
  bound.set(instance, ofInstance);
  const known = ofInstance.get(ask);
  if (known !== undefined) return known;
  // Printed policies and messages show the name.
  const made = Object.defineProperty(ask.bind(instance), 'name', { value: ask.name });
  ofInstance.set(ask, made);
  return made;
}
