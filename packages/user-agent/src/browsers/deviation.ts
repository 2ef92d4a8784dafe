/** The engines that were asked. */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** Whose rules hold: the standard's, or an engine's, with all that it does otherwise. */
export type BrowserOption = 'standard' | BrowserName;

/** Each way in which an engine does not do what the standard says. Stable: traces name them. */
export type DeviationName =
  | 'authorization-wildcard'
  | 'blank-location-refused'
  | 'authorization-wildcard-cached'
  | 'blank-lines-dropped'
  | 'blank-location-ignored'
  | 'client-hints-safelisted'
  | 'credentialed-grants-apart'
  | 'credentialed-wildcard-by-name'
  | 'delete-becomes-get'
  | 'expose-wildcard-first'
  | 'failed-redirect-keeps-grant'
  | 'failed-request-keeps-grant'
  | 'grant-per-url'
  | 'head-grant-by-name'
  | 'header-bytes-replaced'
  | 'locations-joined'
  | 'max-age-malformed'
  | 'missing-location-passed'
  | 'null-grants-forgotten'
  | 'origin-without-cors'
  | 'opaque-redirect-keeps-body'
  | 'origin-stays'
  | 'own-credentials-linger'
  | 'preflight-keeps-referrer'
  | 'preflight-names-page'
  | 'redirect-keeps-headers'
  | 'redirect-starts-anew'
  | 'refused-grant-kept'
  | 'same-site-redirects'
  | 'unread-location-parsed'
  | 'user-info-checked-late'
  | 'user-info-refused'
  | 'wildcard-not-cached';

/** What an engine does otherwise, for people. */
export interface Deviation {
  readonly name: DeviationName;
  readonly browsers: readonly BrowserName[];
  /** What it does, in a line. */
  readonly what: string;
  /** The clause of the standard, and how the engine comes to do what it does. */
  readonly reason: string;
  /** Whether a page can work in one engine and not in another because of it, and what a server sends to please all. */
  readonly advice: string | null;
}

/**
 * Whether the engine that is imitated does so. What makes a difference is noted, so it is asked last, or
 * with `matters`.
 */
export type Deviates = (name: DeviationName, matters?: boolean) => boolean;
