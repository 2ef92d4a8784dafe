import { startHeartbeat } from '../heartbeat.ts';
import { unlessAborted, whenAborted } from '../linked-abort.ts';
import type { RedisConnection } from './redis-client.ts';

/** Milliseconds between two questions whether the connection lives. */
const heartbeatInterval = 15_000;

/**
 * Subscribes to a channel with a connection that does nothing else.
 *
 * @returns a promise that is pending while it is subscribed
 */
export async function subscribe(
  connection: RedisConnection,
  channel: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<never> {
  // The client would connect again by itself, and say nothing of what was missed. So it ends with
  // its first error, and whoever asked for it asks again.
  const lost = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('The connection was closed.')));
  });
  lost.catch(() => undefined);
  const heartbeat = startHeartbeat(() => connection.ping(), heartbeatInterval);
  try {
    await unlessAborted(Promise.race([connection.connect(), lost, heartbeat.missed]), signal);
    connection.unref();
    await unlessAborted(Promise.race([connection.subscribe(channel, changed), lost]), signal);
    changed();
    return await Promise.race([lost, heartbeat.missed, whenAborted(signal)]);
  } finally {
    heartbeat.stop();
    if (connection.isOpen) connection.destroy();
  }
}
