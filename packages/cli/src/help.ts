/** What `routecors --help` teaches. */
export const help = `routecors: what would a browser say about this server's CORS?

Usage
  routecors check URL --from ORIGIN [options]    ask a live server what a browser would ask
  routecors lint FILE                            check an options file as boot would

A page on ORIGIN calls fetch(URL). Before the page gets to see the response, the browser may ask
for permission (a preflight: OPTIONS with Access-Control-Request-Method), and then looks for the
page's origin in the response. check goes through the same steps, shows them, and names the one
that fails together with the fix.

Options of check
  --from ORIGIN        the page's origin, as in https://app.example; null for a sandboxed page
  -X, --method METHOD  the method, in this very case: patch is not PATCH    (GET; POST with -d)
  -H, --header 'N: V'  a header that the page sets; may be repeated
  -d, --data TEXT      the body
  --credentials        with cookies: fetch(url, { credentials: 'include' })
  --cookie 'N=V; ...'  a Set-Cookie line that the server set before; may be repeated
  --redirect MODE      follow, error or manual                             (follow)
  --timeout SECONDS    for everything together                             (30)
  --json               the result as JSON
  -h, --help           this text

Exit status
  0  the page gets the response        1  the browser blocks it        2  wrong usage, no network

Examples
  A plain GET. No preflight, the response alone decides:
    routecors check https://api.example/items --from https://app.example

  What most APIs stumble over: JSON and a cookie. Both need a preflight or more headers:
    routecors check https://api.example/items --from https://app.example \\
      -X PUT -H 'content-type: application/json' --credentials

  A page that may not get in. Exit status 1 is what you want here:
    routecors check https://api.example/items --from https://evil.example
`;

/** What `routecors lint --help` teaches. */
export const lintHelp = `routecors lint FILE: checks routecors options as boot would, without a server.

FILE is JSON, or a JavaScript module whose default export is the options. Exit status 0: boot
would take them; 1: it would not; 2: the file cannot be read.
`;
