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
 * @throws Error where `CorsModule` is there already
 */
export function install(adapter: Adapter, makeHook: (next: RequestHook) => RequestHook): void {
  if (Object.hasOwn(adapter, installedKey)) {
    throw new Error(
      'CorsModule is imported with options more than once, and it is for the whole application. Fix: call CorsModule.forRoot() in the root module only, and give controllers their own policy with @Cors().',
    );
  }
  Object.defineProperty(adapter, installedKey, { value: true });

  const slot = adapter as unknown as Slot;
  let theirs = slot.onRequestHook;
  const next: RequestHook = (request, response, done) =>
    theirs ? theirs.call(adapter, request, response, done) : done();
  slot.setOnRequestHook(makeHook(next));
  replace(adapter, 'setOnRequestHook', (hook: RequestHook | undefined) => {
    theirs = hook;
  });
  // It would end every OPTIONS request, and write headers of a second policy.
  replace(adapter, 'enableCors', () => {
    throw new Error(
      "app.enableCors() (or the option 'cors' of NestFactory.create) is used together with CorsModule, and only one of them can answer. Fix: remove it, and move its options to CorsModule.forRoot().",
    );
  });
}

/** Whether `enableCors()`, or `app.use(cors())`, came before anybody could object. */
export function hasOtherCors(adapter: Adapter): boolean {
  const { router } = adapter.getInstance() as {
    readonly router?: {
      readonly stack?: readonly { readonly handle?: { readonly name?: string } }[];
    };
  };
  const { corsHook } = adapter as { readonly corsHook?: unknown };
  return (
    corsHook !== undefined ||
    (router?.stack?.some(({ handle }) => handle?.name === 'corsMiddleware') ?? false)
  );
}

function replace(adapter: Adapter, name: string, value: unknown): void {
  Object.defineProperty(adapter, name, { configurable: true, writable: true, value });
}
