/**
 * The path of a request target, undecoded and without the query. A proxy may send the absolute form,
 * `GET http://host/path`. (RFC 9112, section 3.2.2)
 */
export function pathOf(url: string): string {
  const target = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const path = before('?', before('#', target));
  return path === '' ? '/' : path;
}

function before(delimiter: string, text: string): string {
  const end = text.indexOf(delimiter);
  return end < 0 ? text : text.slice(0, end);
}
