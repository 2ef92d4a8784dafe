import { describe, expectTypeOf, test } from 'vitest';

import type { CorsOptions, RouteCorsOptions, ScopeCorsOptions } from '../src/index.ts';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
}

const anyString = ['https://app.example'].join('');
const anyBoolean = Boolean(1);

/** Checked by the compiler; at run time there is nothing left of it. */
describe('options', () => {
  test('take what the ecosystem writes', () => {
    expectTypeOf({ origin: '*' } as const).toExtend<CorsOptions>();
    expectTypeOf({ origin: anyString }).toExtend<CorsOptions>();
    expectTypeOf({ origin: [anyString], credentials: true } as const).toExtend<CorsOptions>();
    expectTypeOf({ origin: [anyString], credentials: anyBoolean }).toExtend<CorsOptions>();
    expectTypeOf({
      origin: 'https://app.example',
      credentials: true,
    } as const).toExtend<CorsOptions>();
    expectTypeOf({ credentials: true } as const).toExtend<CorsOptions>();
    expectTypeOf({ origin: /^https:\/\/a\.example$/ }).toExtend<CorsOptions>();
    expectTypeOf(false).toExtend<RouteCorsOptions>();
    expectTypeOf('public').toExtend<RouteCorsOptions>();
    expectTypeOf({
      origin: false,
      policies: { open: { origin: '*' } },
    } as const).toExtend<ScopeCorsOptions>();
  });

  test('refuse everybody with credentials, unless that is said aloud', () => {
    // @ts-expect-error -- browsers reject the pair
    const refused: CorsOptions = { origin: '*', credentials: true };
    const aloud: CorsOptions = { origin: '*', credentials: true, dangerouslyAllowAnyOrigin: true };
    expectTypeOf(aloud).toExtend<typeof refused>();
  });

  test('refuse keys and values that are none', () => {
    // @ts-expect-error -- a typo
    expectTypeOf<CorsOptions>({ orign: 'https://app.example' });
    // @ts-expect-error -- no boolean
    expectTypeOf<CorsOptions>({ credentials: 'yes' });
    // @ts-expect-error -- no list
    expectTypeOf<CorsOptions>({ allowedHeaders: 'content-type' });
    // @ts-expect-error -- says nothing of what it would do
    expectTypeOf<CorsOptions>({ origin: true });
    // @ts-expect-error -- policies belong to a registration
    expectTypeOf<RouteCorsOptions>({ policies: {} });
  });

  test('type the request of an origin function', () => {
    const options: CorsOptions<Request> = {
      origin: (origin, request) => {
        expectTypeOf(origin).toEqualTypeOf<string>();
        expectTypeOf(request).toEqualTypeOf<Request>();
        return true;
      },
    };
    expectTypeOf(options).toExtend<CorsOptions<Request>>();
  });
});
