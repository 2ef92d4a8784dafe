import type { CorsIssueCode } from '@routecors/core';

/** Of the option origin and its entries. */
export type OriginCode = Exclude<
  Extract<CorsIssueCode, `origin-${string}` | `regexp-${string}`>,
  'origin-required' | 'regexp-with-credentials'
>;

/** Of whom a policy trusts. */
export type TrustCode =
  | Extract<CorsIssueCode, `${string}-with-credentials` | `gateway-${string}`>
  | 'loopback-in-production'
  | 'enforce-any-origin'
  | 'own-origin-inexact'
  | 'headers-carried-over';

/** Of names in lists, and of where things stand in the application. */
export type ListCode =
  | Extract<
      CorsIssueCode,
      `method-${string}` | `header-${string}` | `route-${string}` | `registration-${string}`
    >
  | 'wildcard-in-list'
  | 'constraint-conflict'
  | 'other-cors-plugin'
  | 'hook-before-cors'
  | 'decorator-without-route';

/** Of options as such. */
export type OptionCode = Exclude<CorsIssueCode, OriginCode | TrustCode | ListCode>;
