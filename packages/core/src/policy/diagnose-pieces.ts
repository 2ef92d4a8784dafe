import { hostKind } from '../fetch/host.ts';
import type { Diagnosis } from './issue.ts';

/** An origin cut at its delimiters, before anything is known to be right. */
export interface Pieces {
  readonly value: string;
  readonly scheme: string;
  /** Without user name, password and what follows the authority. */
  readonly hostAndPort: string;
  readonly host: string;
  readonly port: string | undefined;
  readonly hasUserinfo: boolean;
  readonly rest: string;
}

/** Looks at one thing that can be wrong with an origin. */
export type Check = (pieces: Pieces) => Diagnosis | undefined;

/** The fix that writes an origin in full. */
export function writeOrigin(scheme: string, host: string, port: string | undefined): string {
  return `Write '${scheme}://${host}${port === undefined ? '' : `:${port}`}'.`;
}

/** What the platform's URL parser makes of a host that is not canonical: A-labels and addresses. */
export function canonicalHost(host: string): string | undefined {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return hostname !== host && hostKind(hostname) !== undefined ? hostname : undefined;
}
