/** What goes with a body. (Fetch, "request-body-header name") */
export const requestBodyHeaders: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
]);

/** What a body comes down to: bytes that can be sent again, or a stream that cannot; and its type. */
export interface RequestBody {
  readonly body: Uint8Array<ArrayBuffer> | 'stream';
  readonly type: string | null;
}

/**
 * Reads any body that a page may pass. The platform knows all of their kinds, and how each is
 * serialized and typed. (Fetch, "extract a body")
 */
export async function extractBody(body: NonNullable<RequestInit['body']>): Promise<RequestBody> {
  if (body instanceof ReadableStream) {
    if (body.locked) throw new TypeError('The body is a stream that someone else reads already.');
    return { body: 'stream', type: null };
  }
  const extracted = new Response(body);
  const type = extracted.headers.get('content-type');
  return { body: new Uint8Array(await extracted.arrayBuffer()), type };
}
