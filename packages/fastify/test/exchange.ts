import type { FastifyInstance, InjectOptions } from 'fastify';

export const app = 'https://app.example';
export const evil = 'https://evil.example';
export const partner = 'https://partner.example';

/** Every `access-control-*` of a response, and its `vary`: no more, no less. */
export function corsHeaders(
  headers: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const isCors = (name: string): boolean => name.startsWith('access-control-') || name === 'vary';
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isCors(name)));
}

type Method = NonNullable<InjectOptions['method']>;

/** Sends one request through the server's own lifecycle. */
export async function ask(
  server: FastifyInstance,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await server.inject({ method: method as Method, url, headers });
  return { status: response.statusCode, headers: corsHeaders(response.headers), response };
}

/** An actual request from a page of `origin`. */
export const askFrom = (server: FastifyInstance, origin: string, method: string, url: string) =>
  ask(server, method, url, { origin });

/** A preflight from `origin` that asks for `method`. */
export const preflight = (
  server: FastifyInstance,
  origin: string,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>> = {},
) => ask(server, 'OPTIONS', url, { origin, 'access-control-request-method': method, ...headers });

/** What of an answer says whether a page may go on: the origin it is for, and the methods. */
export const grant = ({ status, headers }: Awaited<ReturnType<typeof ask>>) => ({
  status,
  origin: headers['access-control-allow-origin'],
  methods: headers['access-control-allow-methods'],
});
