import type { HttpServer } from '@nestjs/common';

import type { CorsRequest } from './options.ts';
import type { RequestHook } from './request-hook.ts';

type Adapter = HttpServer<CorsRequest>;

const installedKey = Symbol.for('routecors.installed.v1');

/** The adapters' single slot for a request hook; where it is kept is not public, what fills it is. */
interface Slot {
  onRequestHook?: RequestHook;
  setOnRequestHook(hook: RequestHook): void;
}

/**
 * Puts a hook before everything else that the application does with a request. The slot has room for
 * one, so the hook that is there already, or is set later, is called by ours in its turn.
 *
 * @throws Error where `CorsModule` is there already, in this application or in another on the same instance
 */
export function install(
  adapter: Adapter,
  makeHook: (next: RequestHook) => RequestHook,
  onOtherCors: () => void,
): void {
  if (Object.hasOwn(adapter, installedKey)) {
    throw new Error(
      'CorsModule is imported with options more than once, and it is for the whole application. Fix: call CorsModule.forRoot() in the root module only, and give controllers their own policy with @Cors().',
    );
  }
  const instance = adapter.getInstance() as object;
  if (Object.hasOwn(instance, installedKey)) {
    throw new Error(
      'Two Nest applications with CorsModule share one instance of the platform, and the first would answer the preflights of the second. Fix: give each adapter an instance of its own, and mount one in the other: outer.use(inner.getHttpAdapter().getInstance()).',
    );
  }
  for (const each of [adapter, instance])
    Object.defineProperty(each, installedKey, { value: true });

  const slot = adapter as unknown as Slot;
  let theirs = slot.onRequestHook;
  const next: RequestHook = (request, response, done) =>
    theirs ? theirs.call(adapter, request, response, done) : done();
  slot.setOnRequestHook(makeHook(next));
  replace(adapter, 'setOnRequestHook', (hook: RequestHook | undefined) => {
    theirs = hook;
  });
  const use = Reflect.get(adapter, 'use') as (...args: unknown[]) => unknown;
  replace(adapter, 'use', (...args: unknown[]) => {
    if (args.flat(Infinity).some(isCorsMiddleware)) onOtherCors();
    return use.apply(adapter, args);
  });
  // It would end every OPTIONS request, and write headers of a second policy.
  replace(adapter, 'enableCors', () => {
    throw new Error(
      "app.enableCors() (or the option 'cors' of NestFactory.create) is used together with CorsModule, and only one of them can answer. Fix: remove it, and move its options to CorsModule.forRoot().",
    );
  });
}

/** Whether `enableCors()`, `app.use(cors())` or @fastify/cors came where nobody could object. */
export function hasOtherCors(adapter: Adapter): boolean {
  const { router, hasRequestDecorator } = adapter.getInstance() as {
    readonly router?: { readonly stack?: readonly { readonly handle?: unknown }[] };
    readonly hasRequestDecorator?: (name: string) => boolean;
  };
  const { corsHook } = adapter as { readonly corsHook?: unknown };
  return (
    corsHook !== undefined ||
    // @fastify/cors leaves it on every request.
    hasRequestDecorator?.call(adapter.getInstance(), 'corsPreflightEnabled') === true ||
    (router?.stack?.some(({ handle }) => isCorsMiddleware(handle)) ?? false)
  );
}

/** Whether `cors()` of the package of that name made it. */
function isCorsMiddleware(handle: unknown): boolean {
  return typeof handle === 'function' && handle.name === 'corsMiddleware';
}

function replace(adapter: Adapter, name: string, value: unknown): void {
  Object.defineProperty(adapter, name, { configurable: true, writable: true, value });
}
