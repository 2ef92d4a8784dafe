/** What `routecors --help` teaches. */
export const help = `routecors: what would a browser say about this server's CORS?

Usage
  routecors check URL --from ORIGIN [options]    ask a live server what a browser would ask
  routecors lint FILE                            check an options file as boot would
  routecors explain CODE                         what a code of boot or of a decision means
  routecors migrate [PATH]                       move @fastify/cors, cors and enableCors to routecors
  routecors origins sql                          print the SQL of a table for a live list
  routecors suggest FILE                         propose a policy for what a log says is used
  routecors check --help, routecors lint --help  more on each
  routecors --version

Exit status
  0  allowed        1  blocked, or refused        2  wrong usage, no answer, nothing to read
`;

/** What `routecors check --help` teaches. */
export const checkHelp = `routecors check URL --from ORIGIN: asks a live server what a browser would ask.

A page on ORIGIN calls fetch(URL). Before the page gets to see the response, the browser may ask
for permission (a preflight: OPTIONS with Access-Control-Request-Method), and then looks for the
page's origin in the response. check goes through the same steps, shows them, and names the one
that fails together with the fix.

It changes nothing on the server: GET, HEAD and OPTIONS are really sent; of PUT, POST, DELETE and
all others only the preflight is. What their response says is then not checked, and the output
tells so. With --send they are sent for real, body and all.

Options
  --from ORIGIN        the page's origin, as in https://app.example; null for a sandboxed page
  -X, --method METHOD  the method, in this very case: patch is not PATCH    (GET; POST with -d)
  -H, --header 'N: V'  a header that the page sets; may be repeated
  -d, --data TEXT      the body
  --credentials        with cookies: fetch(url, { credentials: 'include' })
  --cookie 'N=V; ...'  a Set-Cookie line that the server set before; may be repeated
  --send               after the preflight send the request itself, whatever it does there
  --redirect MODE      follow, error or manual                             (follow)
  --timeout SECONDS    for everything together                             (30)
  --browser NAME       standard, chromium, firefox, webkit, or all: one verdict for each of the
                       three, the strictest first                          (standard)
  --json               the result as JSON
  -h, --help           this text

Exit status
  0  the page gets the response, or would be let to send its request
  1  the browser blocks it
  2  wrong usage, or nobody answered

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

FILE is JSON, or a JavaScript module whose default export (or module.exports) is the options, or a
promise of them. A module is run in order to read it.

Options
  --json        the problems as JSON
  -h, --help    this text

Exit status
  0  boot would take them, perhaps with warnings
  1  boot would refuse them
  2  the file cannot be read
`;

/** What `routecors origins --help` teaches. */
export const originsHelp = `routecors origins sql: prints the SQL of a table of origins, and of a trigger that tells of its changes.

For postgresSource({ query: 'select origin from allowed_origins', channel: 'allowed_origins' }) of
@routecors/origins. Put it into a migration, or pipe it: routecors origins sql | psql. It can be run again.

Options
  --table NAME     the table, with its schema if need be        (allowed_origins)
  --channel NAME   what is notified                             (the name of the table)
  --keyed          each origin belongs to a tenant: columns key and origin
  -h, --help       this text
`;

/** What `routecors migrate --help` teaches. */
export const migrateHelp = `routecors migrate [PATH]: moves set-ups of @fastify/cors, cors and Nest's enableCors to routecors.

PATH is a folder, the working directory if none is given, or one file. What can be rewritten so that no page
gets more than it got is shown as a diff, package.json included. What a person has to decide is listed with
the place, the reason and the fix, and stays as it is. Nothing is run, and nothing is sent.

Files of TypeScript and JavaScript are read; node_modules, dist, .git and symbolic links are not.

Options
  --write       write the changes; without it they are only shown
  --json        the changes and what is to decide as JSON
  -h, --help    this text

Exit status
  0  everything was rewritten, or there is nothing to
  1  there is something to decide, or a file that cannot be parsed
  2  wrong usage, or PATH cannot be read or written

Differences that it keeps, or tells you of
  methods       is always written: ours would grant every method that a route has
  origin: true  becomes '*' without credentials; with credentials it is yours to decide
  functions     are yours: they get (origin, request, target) and return a boolean
`;

/** What `routecors suggest --help` teaches. */
export const suggestHelp = `routecors suggest FILE: proposes the policy that would have granted what was used, and no more.

FILE is a log, - for the input. To make one, let the policy stay as it is and give it
shadow: { origin: false }: from then on the log names each page that is served, once for each route
and origin, and counts it. Or write what the diagnostics channel routecors:decision publishes, one
JSON object a line. The log is JSON as Fastify writes it; all other lines are passed over.

The origins that used every route become the policy, the others stand at their routes.

Options
  --at-least N     leave out what an origin used less often on a route   (1)
  --credentials    propose credentials: true, and check the origins for that
  --json           the proposal, and all that was counted, as JSON
  -h, --help       this text

Exit status
  0  here is a policy
  1  here is one without origins that were used and that boot would refuse
  2  the file cannot be read, or tells of no use
`;
