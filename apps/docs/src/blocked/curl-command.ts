import type { TransportRequest } from '@routecors/user-agent';

/** The command that asks the server the very same, as the browser would. */
export function curlCommand({ method, url, headers }: TransportRequest): string {
  const option = { GET: [], HEAD: ['--head'] }[method] ?? ['-X', quote(method)];
  const lines = headers
    .filter(([name]) => isAsked(name.toLowerCase()))
    .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return [`curl -i ${[...option, quote(url.href)].join(' ')}`, ...lines].join(' \\\n  ');
}

/** The rest a browser sends of itself, or curl does: nothing of CORS depends on it. */
function isAsked(name: string): boolean {
  return !/^(?:accept|accept-language|content-length|referer|user-agent|sec-.*)$/.test(name);
}

/** One word for a shell, whatever is in it. */
function quote(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
