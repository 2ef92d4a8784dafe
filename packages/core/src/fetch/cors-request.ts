/**
 * What a server must know of a request to answer it, whatever the framework: the values of three
 * header fields as they arrived, several lines of one field joined by `, `.
 */
export interface RequestHead {
  /** The request's method, byte for byte. */
  readonly method: string;
  /** The value of `Origin`, or `undefined` where there is none. */
  readonly origin: string | undefined;
  /** The value of `Access-Control-Request-Method`. */
  readonly requestMethod: string | undefined;
  /** The value of `Access-Control-Request-Headers`. */
  readonly requestHeaders: string | undefined;
}

/**
 * Whether a request is a CORS-preflight request: `OPTIONS`, with `Origin` and with
 * `Access-Control-Request-Method`. Every other `OPTIONS` is the application's own business.
 *
 * A request with `Origin` that is no preflight is what this project calls the actual request (the
 * Fetch standard has no word for it): the one a preflight asked about, or that needed none.
 *
 * @see Fetch, "CORS-preflight request"
 */
export function isPreflight(request: RequestHead): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.origin !== undefined &&
    request.requestMethod !== undefined
  );
}
