import { startHeartbeat } from '../heartbeat.ts';
import { unlessAborted, whenAborted } from '../linked-abort.ts';
import { type OwnClient, quoteIdentifier } from './postgres-client.ts';

/** Milliseconds between two questions whether the connection lives. */
const heartbeatInterval = 15_000;

/**
 * Listens to a channel with a client that does nothing else.
 *
 * @returns a promise that is pending while it listens
 */
export async function listen(
  client: OwnClient,
  channel: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    client.on('error', (error: Error) => reject(error));
    client.on('end', () => reject(new Error('The connection was closed.')));
  });
  lost.catch(() => undefined);
  client.on('notification', () => changed());
  const heartbeat = startHeartbeat(() => client.query('select 1'), heartbeatInterval);
  try {
    await unlessAborted(Promise.race([client.connect(), lost, heartbeat.missed]), signal);
    client.unref();
    await unlessAborted(client.query(`listen ${quoteIdentifier(channel)}`), signal);
    changed();
    return await Promise.race([lost, heartbeat.missed, whenAborted(signal)]);
  } finally {
    heartbeat.stop();
    // Nobody waits for a farewell to a server that may be gone.
    client.end().catch(() => undefined);
  }
}
