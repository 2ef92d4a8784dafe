/** Matchers for `expect`, in vitest and jest alike. */

export { type CorsMatchers, corsMatchers } from './cors-matchers.ts';
