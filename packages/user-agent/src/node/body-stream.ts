import type { Readable } from 'node:stream';

/**
 * The body of a response as Fetch has it. Node's own `Readable.toWeb` closes its stream once more when
 * one that was cancelled ends, which nobody can catch (`ERR_INVALID_STATE`, Node 20, 22 and 24). Every
 * blocked response is cancelled.
 */
export function bodyStream(readable: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = readable.iterator();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        // Nobody reads on, so nobody wants to hear how it ended.
        readable.on('error', ignore);
        readable.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

function ignore(): void {}
