import { type RouteTarget, noParams } from '../src/index.ts';

/** For tests in which nobody asks where a request goes. */
export const nowhere = (): RouteTarget => ({
  method: 'GET',
  route: undefined,
  params: noParams,
  host: undefined,
});
