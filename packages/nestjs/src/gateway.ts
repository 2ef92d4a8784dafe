import type { Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import {
  type CompiledPolicy,
  type Draft,
  type Report,
  type ResolvedPolicy,
  type Resolver,
  pathOf,
} from '@routecors/core';

import { ownCors } from './cors-metadata.ts';
import { metadata, metadataKey } from './nest-metadata.ts';
import type { CorsRequest } from './options.ts';

/** A WebSocket gateway on the application's own server, and who may knock. */
export interface Gateway {
  readonly name: string;
  /** Paths of the handshake: that of `@WebSocketGateway({ path })`, or the defaults of both adapters. */
  readonly paths: readonly string[];
  readonly policy: CompiledPolicy<CorsRequest>;
}

interface GatewayOptions {
  readonly path?: string;
}

/** Finds all gateways and resolves their policies. Problems go into the resolver's report. */
export function resolveGateways(
  modules: ModulesContainer,
  draft: Draft,
  resolver: Resolver<CorsRequest>,
): readonly Gateway[] {
  const gateways: Gateway[] = [];
  for (const type of gatewayTypes(modules)) {
    const own = ownCors(type);
    const place = `@Cors() on ${type.name}`;
    const levels = own === undefined ? [] : [{ path: place, value: own.policy }];
    const resolved = resolver.route(draft, levels, { path: type.name, methods: [] });
    if (resolved === undefined) continue;
    const { policy } = resolved;
    const { enforce } = policy.policy;
    if (own !== undefined && enforce === false)
      warnOfNoEffect(place, own.policy, resolver.report.warn);
    if (enforce !== false && metadata(metadataKey.gatewayPort, type)) {
      warnOfOwnPort(type.name, resolved, resolver.report.warn);
      continue;
    }
    gateways.push({ name: type.name, paths: pathsOf(type), policy });
  }
  checkSharedPaths(gateways, resolver.report.refuse);
  return gateways;
}

/** The gateway that a handshake is for. */
export function gatewayAt(gateways: readonly Gateway[], url: string): Gateway | undefined {
  const path = pathOf(url);
  return gateways.find(({ paths }) =>
    paths.some((each) => path === each || (each !== '/' && path.startsWith(`${each}/`))),
  );
}

function* gatewayTypes(modules: ModulesContainer): Iterable<Type> {
  const seen = new Set<unknown>();
  for (const { providers } of modules.values()) {
    for (const { metatype } of providers.values()) {
      if (typeof metatype !== 'function' || seen.has(metatype)) continue;
      seen.add(metatype);
      if (metadata(metadataKey.isGateway, metatype) === true) yield metatype as Type;
    }
  }
}

function pathsOf(type: Type): readonly string[] {
  const { path } = (metadata(metadataKey.gatewayOptions, type) ?? {}) as GatewayOptions;
  if (path === undefined) return ['/socket.io', '/'];
  const trimmed = path.replace(/\/+$/, '');
  return [trimmed.startsWith('/') ? trimmed : `/${trimmed}`];
}

/** Namespaces are told apart by messages that come after the handshake, and the handshake is what is judged. */
function checkSharedPaths(gateways: readonly Gateway[], report: Report): void {
  for (const [index, gateway] of gateways.entries()) {
    const rival = gateways
      .slice(0, index)
      .find(
        ({ paths, policy }) =>
          policy !== gateway.policy && paths.some((path) => gateway.paths.includes(path)),
      );
    if (rival === undefined) continue;
    report({
      code: 'gateway-conflict',
      path: `@Cors() on ${gateway.name}`,
      value: gateway.name,
      message: `${rival.name} and ${gateway.name} share the path of their handshake and have different policies; namespaces are told apart only after it.`,
      hint: "Give both the same @Cors(), or one of them another path: @WebSocketGateway({ path: '/chat' }).",
    });
  }
}

function warnOfNoEffect(path: string, value: unknown, warn: Report): void {
  warn({
    code: 'gateway-not-enforced',
    path,
    value,
    message: `${path} changes nothing: browsers make no CORS check for WebSockets, and the policy does not enforce.`,
    hint: 'Add enforce: true, and strangers cannot open a socket there; or remove the decorator.',
  });
}

function warnOfOwnPort(name: string, { from }: ResolvedPolicy<CorsRequest>, warn: Report): void {
  warn({
    code: 'gateway-own-port',
    path: `@WebSocketGateway() on ${name}`,
    value: name,
    message: `enforce (${from.enforce}) does not reach ${name}: it listens on a port of its own, which is another server.`,
    hint: "Leave the port out, or ask CorsInspector's isForeignRequest() in its allowRequest (socket.io) or verifyClient (ws).",
  });
}
