import { type Peer, loners, peers } from '../../../packages/fastify/test/order-peers.ts';
import { fastifyServers } from './fastify-server.ts';
import { type Asks, type Pairing, passing, paths } from './pairing.ts';

/** The plugins that the order of registration is tested with, each alone. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  helmet: ['@fastify/helmet'],
  'rate-limit': ['@fastify/rate-limit'],
  'cookie and session': ['@fastify/cookie', '@fastify/session'],
  'bearer-auth': ['@fastify/bearer-auth'],
  'basic-auth': ['@fastify/basic-auth'],
  jwt: ['@fastify/jwt'],
  'under-pressure': ['@fastify/under-pressure'],
  middie: ['@fastify/middie'],
  websocket: ['@fastify/websocket'],
  multipart: ['@fastify/multipart'],
  compress: ['@fastify/compress'],
  etag: ['@fastify/etag'],
  sensible: ['@fastify/sensible'],
  express: ['@fastify/express'],
};

const notes: Readonly<Record<string, string>> = {
  helmet:
    'Its Cross-Origin-Resource-Policy: same-origin is not CORS: for public images say crossOriginResourcePolicy: { policy: "cross-origin" }.',
  'rate-limit':
    'Pages read its headers only if they are exposed: exposedHeaders: ["retry-after", "x-ratelimit-remaining"].',
  websocket: 'Browsers make no CORS check for WebSockets: enforce: true says who may open one.',
};

export const fastifyHooks: readonly Pairing[] = [...peers, ...loners].flatMap((peer) => {
  const packages = packagesOf[peer.name];
  if (packages === undefined) return [];
  const note = notes[peer.name];
  return [
    {
      name: peer.name,
      packages,
      servers: fastifyServers(peer.add),
      asks: asksOf(peer),
      ...(note !== undefined && { note }),
    },
  ];
});

/** A hook that ends requests is asked to end one; its answer must be readable as any error's. */
function asksOf({ stops, passes = {} }: Peer): Asks {
  const served = { ...passing.served, headers: passes };
  if (stops === undefined) return { ...passing, served };
  const { status, headers } = stops;
  return { served, failed: { path: paths.plain, status, headers: { ...passes, ...headers } } };
}
