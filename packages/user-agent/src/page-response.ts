import type { FilteredResponse } from './fetch/filtered-response.ts';

/**
 * A `Response` as `fetch` hands it to a page: a real one, whose `type`, `status`, `url` and so on
 * say what no constructor lets say (`status` 0 and beyond 599 among them), and whose headers are
 * immutable.
 *
 * @see Fetch, section 5.5 "Response class"
 */
export function pageResponse(filtered: FilteredResponse): Response {
  const response = new Response(filtered.body);
  // One by one: as `init.headers` they would be joined first and stripped then, "a, " to "a,".
  for (const [name, value] of filtered.headers) response.headers.append(name, value);
  return dress(response, filtered);
}

function dress(response: Response, filtered: FilteredResponse): Response {
  const { type, status, statusText, url, redirected } = filtered;
  const values = { type, status, statusText, url, redirected, ok: status >= 200 && status <= 299 };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(response, name, { value, enumerable: true });
  }
  for (const name of ['append', 'delete', 'set'] as const) {
    Object.defineProperty(response.headers, name, { value: refuse });
  }
  const clone = (): Response => dress(Response.prototype.clone.call(response), filtered);
  return Object.defineProperty(response, 'clone', { value: clone });
}

/** (Fetch, "Headers", "validate": the guard is "immutable") */
function refuse(): never {
  throw new TypeError('The headers of a response from fetch() are immutable.');
}
