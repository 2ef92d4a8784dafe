import { type HarEntry, headerOf } from './har-entry.ts';

/** Which entries of a HAR file belong together. */
export interface HarLinks {
  readonly preflightOf: (entry: HarEntry) => HarEntry | undefined;
  /** The entries that follow each other's `Location`. */
  readonly redirectsOf: (entry: HarEntry) => readonly HarEntry[];
}

/** The most that a browser follows. (Fetch, "HTTP-redirect fetch", step 5) */
const maxRedirects = 20;

export function linkEntries(entries: readonly HarEntry[]): HarLinks {
  const preflights = new Map<string, HarEntry>();
  /** The entry of a URL that comes next in the file, seen from each entry that redirects there. */
  const targets = new Map<HarEntry, HarEntry>();
  const later = new Map<string, HarEntry>();
  for (const entry of entries.toReversed()) {
    if (isPreflight(entry)) {
      preflights.set(`${askedMethod(entry)} ${entry.request.url}`, entry);
      continue;
    }
    const target = later.get(targetOf(entry) ?? '');
    if (target !== undefined) targets.set(entry, target);
    later.set(entry.request.url, entry);
  }
  return {
    preflightOf: ({ request }) => preflights.get(`${request.method} ${request.url}`),
    redirectsOf: (entry) => {
      const found: HarEntry[] = [];
      let next = targets.get(entry);
      for (; next !== undefined && found.length < maxRedirects; next = targets.get(next))
        found.push(next);
      return found;
    },
  };
}

export function isPreflight(entry: HarEntry): boolean {
  return entry.request.method === 'OPTIONS' && askedMethod(entry) !== undefined;
}

function askedMethod({ request }: HarEntry): string | undefined {
  return headerOf(request.headers, 'access-control-request-method');
}

function targetOf({ request, response }: HarEntry): string | undefined {
  if (response.status < 300 || response.status > 399) return undefined;
  const location = headerOf(response.headers, 'location');
  if (location === undefined || !URL.canParse(location, request.url)) return undefined;
  return new URL(location, request.url).href;
}
