import type { IncomingMessage } from 'node:http';

import { Logger } from '@nestjs/common';
import {
  type CompiledPolicy,
  type RouteTable,
  type Watcher,
  createLineAllowance,
  decideActual,
  hostName,
  isForeign,
  noParams,
  pathOf,
  provenanceOf,
  show,
} from '@routecors/core';

import { foreignRequest } from './foreign-request.ts';
import { gatewayAt } from './gateway.ts';
import type { CorsRequest } from './options.ts';
import type { PolicySet } from './policy-set.ts';

/** Answers for the doors that Nest's routes do not have: gateways, upgrades, servers of the user's own. */
export interface Doorkeeper {
  /** Whether a handshake, or a request of socket.io's long polling, may go on to whoever listens. */
  readonly admits: (request: IncomingMessage) => Promise<boolean>;
  /** Whether a plain request goes to a gateway that takes it away before Nest sees it. */
  readonly isTaken: (request: IncomingMessage) => boolean;
  readonly isForeignRequest: (
    request: CorsRequest | IncomingMessage,
    name?: string,
  ) => Promise<boolean>;
}

/** Makes the doorkeeper of an application; `table` is `undefined` until the routes are declared. */
export function createDoorkeeper(
  policies: () => PolicySet,
  table: () => RouteTable<CorsRequest> | undefined,
  watcher: Watcher<CorsRequest>,
): Doorkeeper {
  const logger = new Logger('CorsModule');
  const maySay = createLineAllowance();
  const policyAt = (method: string, url: string, host: string | undefined) =>
    gatewayAt(policies().gateways, url)?.policy ?? table()?.policyOf(method, url, host);
  /** An origin function is asked about these requests, too. It gets what the caller has. */
  const decideFor = async (
    policy: CompiledPolicy<CorsRequest>,
    request: CorsRequest | IncomingMessage,
    host: string | undefined,
  ) => {
    const { method = 'GET', url = '/', headers } = request;
    const nowhere = { method, route: undefined, params: noParams, host: hostName(host) };
    return decideActual(
      policy,
      headers.origin,
      request as CorsRequest,
      () => table()?.targetOf(method, url, host) ?? nowhere,
    );
  };
  const isForeignRequest: Doorkeeper['isForeignRequest'] = async (request, name) => {
    const { method = 'GET', url = '/', headers } = request;
    const host = 'host' in request ? request.host : headers.host;
    const { resolver, draft } = policies();
    const policy =
      name === undefined ? policyAt(method, url, host) : resolver.named(draft).get(name);
    if (policy === undefined) {
      // Whoever asks is about to let somebody in: what nobody has a policy for stays outside.
      if (maySay()) {
        const why = whyUnknown(url, name, table() !== undefined);
        logger.error(`isForeignRequest: ${why}, so the request is taken for foreign.`);
      }
      return true;
    }
    const decision = await decideFor(policy, request, host);
    return isForeign(decision, provenanceOf(method, headers, host));
  };
  return {
    isForeignRequest,
    isTaken: ({ method = '', url = '' }) =>
      !isSafe(method) && gatewayAt(policies().gateways, url) !== undefined,
    admits: async (request) => {
      const { method = 'GET', url = '/', headers } = request;
      const policy = policyAt(method, url, headers.host);
      if (policy === undefined || policy.policy.enforce === false) return true;
      const decision = await decideFor(policy, request, headers.host);
      const refusal = foreignRequest(decision, request, { host: headers.host });
      if (refusal === undefined) return true;
      const route = table()?.targetOf(method, url, headers.host).route;
      const about = { method, route, isOwn: false };
      watcher.see(refusal, about, url, undefined, request as unknown as CorsRequest);
      return false;
    },
  };
}

/** Why there is no policy, and what to do: the name is wrong, it is too early, or the path is left to others. */
function whyUnknown(url: string, name: string | undefined, isReady: boolean): string {
  if (name !== undefined)
    return `there is no policy named ${show(name)} (add it to 'policies', or correct the name)`;
  return isReady
    ? `paths leave ${show(pathOf(url))} to others by handsOff (name a policy)`
    : 'the application is not ready (await app.init() first)';
}

/** What changes nothing. (RFC 9110, section 9.2.1) */
const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);
