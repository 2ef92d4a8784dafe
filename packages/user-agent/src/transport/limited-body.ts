/**
 * A body that fails with a `TypeError` once it is longer than `maxBytes`, and with the signal's
 * reason once that is aborted. Whoever reads it no further cancels the connection behind it.
 */
export function limitedBody(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  let size = 0;
  let stop = nothing;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const abort = (): void => {
        controller.error(signal.reason);
        void reader.cancel(signal.reason).catch(() => undefined);
      };
      stop = () => signal.removeEventListener('abort', abort);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    },
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        stop();
        throw new TypeError('The connection broke while the body was read.', { cause: error });
      });
      if (done) {
        stop();
        controller.close();
        return;
      }
      size += value.byteLength;
      if (size > maxBytes) {
        stop();
        void reader.cancel().catch(() => undefined);
        throw new TypeError(`The body is longer than the limit of ${maxBytes} bytes.`);
      }
      controller.enqueue(new Uint8Array(value));
    },
    async cancel(reason) {
      stop();
      await reader.cancel(reason);
    },
  });
}

function nothing(): void {}
