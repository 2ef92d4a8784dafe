/** How a recording went. */
export interface Recording {
  /** The whole body, which came to its end within the bound. */
  readonly complete: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Nothing to keep: too long, broken, or given up by its reader before its end. */
  readonly abandon: () => void;
}

/** Most bytes that are read before anybody asks for them: nobody may ever. */
const maxReadAhead = 1024 * 1024;

/**
 * Hands a body on, chunk by chunk as it comes, and records it on the way, as long as it is no longer
 * than `maxBytes`. It is read ahead of the reader, as browsers do, so that a short body is complete
 * even where nobody reads it.
 */
export function recordedBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
  recording: Recording,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let isComplete = false;
  const giveUp = (): void => {
    chunks = [];
    recording.abandon();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          giveUp();
          throw error;
        });
        if (done) {
          isComplete = true;
          // First, so that whoever has read it all finds it stored.
          if (size <= maxBytes) recording.complete(joined(chunks, size));
          chunks = [];
          controller.close();
          return;
        }
        const before = size;
        size += value.byteLength;
        // A copy: the reader's chunk is the reader's.
        if (size <= maxBytes) chunks.push(value.slice());
        else if (before <= maxBytes) giveUp();
        controller.enqueue(value);
      },
      async cancel(reason) {
        if (!isComplete) giveUp();
        await reader.cancel(reason);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: Math.min(maxBytes, maxReadAhead) }),
  );
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
