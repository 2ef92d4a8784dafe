import { hostKind, isLoopback, originOfUrl, parseOrigin } from '@routecors/core';

import type { Report } from '../report.ts';
import type { Hint } from './hint.ts';

/** A public page and an address inside: browsers ask the person, and no header helps. (Local Network Access) */
export function localNetwork({ origin, url, failed }: Report['trace']): Hint[] {
  // What is blocked anyway has another reason, to be mended first.
  if (failed !== null) return [];
  const [page, target] = [parseOrigin(origin), originOfUrl(url)];
  if (page?.kind !== 'tuple' || target.kind !== 'tuple') return [];
  if (isLocal(page.host) || !isLocal(target.host)) return [];
  return [
    {
      code: 'local-network',
      message: `If visitors' browsers call ${new URL(url).host} from ${origin}: that is inside their own machine or network, and Chromium asks them for permission first. The page must be https, and no header of the server helps.`,
    },
  ];
}

/**
 * Loopback, and addresses that are not routed on the Internet; `10.example.com` is a name. (RFC 1918;
 * RFC 4193; RFC 3927; RFC 6762)
 */
function isLocal(host: string): boolean {
  if (isLoopback(host) || host.endsWith('.local')) return true;
  const kind = hostKind(host);
  return (
    (kind === 'ipv4' && /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(host)) ||
    (kind === 'ipv6' && /^\[f(?:[cd]|e80:)/.test(host))
  );
}
