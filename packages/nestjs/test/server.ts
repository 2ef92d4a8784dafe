import { request } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  type HttpServer,
  type INestApplication,
  Module,
  type ModuleMetadata,
  type NestApplicationOptions,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export const app = 'https://app.example';
export const evil = 'https://evil.example';

/** The adapters of Nest that the same application must give the same answers on. */
export const adapters = [
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
] as const;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Makes an application of these imports and controllers; nothing is said but errors. */
export async function createApp(
  makeAdapter: () => HttpServer,
  metadata: ModuleMetadata,
  configure: (application: INestApplication) => unknown = () => {},
  options: NestApplicationOptions = {},
): Promise<INestApplication> {
  @Module(metadata)
  class RootModule {}
  const application = await NestFactory.create(RootModule, makeAdapter() as ExpressAdapter, {
    abortOnError: false,
    logger: false,
    ...options,
  });
  await configure(application);
  await application.listen(0, '127.0.0.1');
  return application;
}

/** Asks over the wire, byte for byte: no client library sets, joins or hides a header. */
export function ask(
  application: INestApplication,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  const { port } = application.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Asks what a browser would, of a method and a path. */
export function preflight(
  application: INestApplication,
  path: string,
  method: string,
  { origin = app, ...headers }: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(application, 'OPTIONS', path, {
    origin,
    'access-control-request-method': method,
    ...headers,
  });
}

/** The headers of the protocol, and `Vary`: what a case is about. */
export function protocolHeaders({ headers }: Answer): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name === 'vary' || name.startsWith('access-control-'),
    ),
  );
}
