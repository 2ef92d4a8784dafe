/** Something that is wrong, or will be, beside what the verdict says. */
export interface Hint {
  readonly code: HintCode;
  readonly message: string;
}

export type HintCode =
  | 'preflight-not-cacheable'
  | 'preflight-headers-on-response'
  | 'expose-headers-on-preflight'
  | 'doubled-header'
  | 'vary-missing'
  | 'wildcard-with-credentials'
  | 'credentials-ignored'
  | 'expose-wildcard-with-credentials'
  | 'header-not-exposed'
  | 'null-allowed'
  | 'blank-header'
  | 'cookie-withheld'
  | 'cookie-lost'
  | 'cookie-ignored'
  | 'headers-unknown'
  | 'local-network'
  | 'any-origin-reflected'
  | 'more-denied'
  | 'authorization-by-wildcard'
  | 'forbidden-header'
  | 'loopback-names'
  | 'max-age-capped'
  | 'redirected';
