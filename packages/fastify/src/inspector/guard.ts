import type { FastifyRequest } from 'fastify';

/** Says who may see the inspector: only a literal `true` lets a request in. */
export type InspectorGuard = (request: FastifyRequest) => boolean | Promise<boolean>;

const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const loopbackHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * The guard that is asked. Without one of the user's own, only this machine gets in, and nobody at all
 * in production: there the server does not start.
 *
 * @throws Error in production without a guard, and if the guard is no function
 */
export function inspectorGuard(guard: InspectorGuard | undefined): InspectorGuard {
  if (guard !== undefined && typeof guard !== 'function') {
    throw new Error(
      `The inspector's guard is ${String(guard)}. Fix: guard: (request) => true for whom may see it.`,
    );
  }
  if (guard === undefined && process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The inspector shows every policy, and NODE_ENV is "production". Fix: do not register it there, or say who may see it: guard: (request) => request.user?.isAdmin === true.',
    );
  }
  return guard ?? isLocal;
}

/** What proxies add: whoever asks through one on this machine may be anywhere. */
const forwarded = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'cf-connecting-ip',
];

/** A name that leads here from elsewhere (DNS rebinding) is not the host that a person here would type. */
function isLocal({ raw: { headers, socket } }: FastifyRequest): boolean {
  return (
    loopback.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    forwarded.every((name) => headers[name] === undefined)
  );
}

/** Whether the inspector's own page asks, or a person who types its address: whatever the policies say. */
export function isOwnPage({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const own = [undefined, `http://${headers.host ?? ''}`, `https://${headers.host ?? ''}`];
  return own.includes(headers.origin);
}
