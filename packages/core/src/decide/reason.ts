/** Why a request was decided as it was. A closed union: `switch` over it and the compiler keeps you complete. */
export type Reason = AllowedReason | DeniedReason;

/** Reasons with which the browser lets the page go on. */
export type AllowedReason =
  /** No `Origin`: not a CORS request. */
  | 'no-origin'
  /** `origin: '*'`. */
  | 'any-origin'
  /** In the policy's list, below one of its patterns, or matched by a RegExp. */
  | 'origin-matched'
  /** The policy's origin function said `true`. */
  | 'origin-function-allowed';

/** Reasons with which the browser blocks the page. */
export type DeniedReason =
  | 'cors-off'
  | 'origin-malformed'
  | 'origin-null'
  | 'origin-not-matched'
  | 'origin-function-denied'
  | 'origin-function-failed'
  | 'origin-function-timed-out'
  | 'origin-function-no-boolean'
  | 'method-malformed'
  | 'method-not-routed'
  | 'method-not-allowed'
  | 'headers-malformed'
  | 'headers-out-of-bounds'
  | 'header-not-allowed'
  /** `enforce`: another site's page sent the request, and it did not run. */
  | 'foreign-request';

/** Whether a request was denied by a fault of the server's own code: that concerns the operator, not the visitor. */
export function isServerFault(reason: Reason): boolean {
  return (
    reason === 'origin-function-failed' ||
    reason === 'origin-function-timed-out' ||
    reason === 'origin-function-no-boolean'
  );
}
