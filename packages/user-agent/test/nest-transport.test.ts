import 'reflect-metadata';
import net from 'node:net';

import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, test, vi } from 'vitest';

import { createUserAgent } from '../src/index.ts';
import { nestTransport } from '../src/node/index.ts';
import { page } from './support/scripted.ts';

// Decorators called as functions: this package compiles without them.
class Items {
  echo(body: unknown): unknown {
    return { body };
  }
}
Body()(Items.prototype, 'echo', 0);
Post('echo')(
  Items.prototype,
  'echo',
  Object.getOwnPropertyDescriptor(Items.prototype, 'echo') ?? {},
);
Controller('items')(Items);
class App {
  readonly name: string = 'app';
}
Module({ controllers: [Items] })(App);

const adapters = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

describe.each(adapters)('nestTransport on %s', (_name, adapter) => {
  test('asks the application without a socket, and initializes it', async () => {
    const connect = vi.spyOn(net.Socket.prototype, 'connect');
    const app = await NestFactory.create(App, adapter(), { logger: false });
    app.enableCors({ origin: page, credentials: true, methods: ['POST'] });
    const agent = createUserAgent({ origin: page, transport: nestTransport(app) });
    const response = await agent.fetch('https://api.example/items/echo', {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(await response.json()).toEqual({ body: { a: 1 } });
    expect(agent.trace?.steps.map(({ step, during }) => `${during} ${step}`)).toContain(
      'preflight cors-preflight-fetch',
    );

    const stranger = createUserAgent({
      origin: 'https://evil.example',
      transport: nestTransport(app),
    });
    const { trace } = await stranger.attempt('https://api.example/items/echo', { method: 'POST' });
    expect(trace.failed?.code).toBe('allow-origin-mismatch');
    expect(connect).not.toHaveBeenCalled();
    await app.close();
    connect.mockRestore();
  });
});
