import type { OriginCode } from './page-groups.ts';
import { type Page, code, options } from './page.ts';

const bytes = 'Browsers compare origins byte for byte. (Fetch, "CORS check", step 4)';

/** Of the option origin and its entries. */
export const originPages: Readonly<Record<OriginCode, Page>> = {
  'origin-true': {
    means: 'origin: true means "reflect whoever asks" in other libraries.',
    why: 'That hides what it does: every site reads the answers, and with credentials acts as the user.',
    wrong: options('{ origin: true }'),
    right: options("{ origin: '*' }"),
  },
  'origin-blank': {
    means: 'An entry is an empty string or blanks.',
    why: 'No browser sends that; a variable of the environment was probably empty.',
    wrong: options("{ origin: [''] }"),
    right: options("{ origin: ['https://app.example'] }"),
  },
  'origin-list-in-string': {
    means: 'One string holds several origins.',
    why: `An origin has no comma and no blank in it, so the string matches nothing. ${bytes}`,
    wrong: options("{ origin: 'https://a.example,https://b.example' }"),
    right: options("{ origin: ['https://a.example', 'https://b.example'] }"),
  },
  'origin-null': {
    means: "'null' stands among the origins.",
    why: 'Every sandboxed frame of every site, and many redirects, have the origin null: it names nobody. (RFC 6454, section 7.3)',
    wrong: options("{ origin: ['null'] }"),
    right: options("{ origin: ['null'], dangerouslyAllowNull: true }"),
  },
  'origin-missing-scheme': {
    means: 'An entry is a host without a scheme.',
    why: `An origin is scheme, host and port. ${bytes}`,
    wrong: options("{ origin: 'app.example' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-scheme': {
    means: 'The scheme is one that no page has.',
    why: 'A page of about:, blob: or data: has the origin of the page that made it, or null.',
    wrong: options("{ origin: 'data:text/html,x' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-file': {
    means: "'file://' stands among the origins.",
    why: 'Every local file has it where a browser or a web view lets files call servers at all.',
    wrong: options("{ origin: 'file://' }"),
    right: options("{ origin: 'file://', dangerouslyAllowFile: true }"),
  },
  'origin-userinfo': {
    means: 'An entry has a user name or a password in it.',
    why: 'They are no part of an origin. (HTML, "origin")',
    wrong: options("{ origin: 'https://user@app.example' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-path': {
    means: 'An entry has a path, a query or a fragment.',
    why: `An origin ends with host and port, so all pages of a server have the same. ${bytes}`,
    wrong: options("{ origin: 'https://app.example/shop' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-trailing-slash': {
    means: 'An entry ends with a slash.',
    why: `Browsers send the origin without. ${bytes}`,
    wrong: options("{ origin: 'https://app.example/' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-wildcard': {
    means: 'A * stands where it means nothing.',
    why: 'A pattern has its * as a whole label, between hyphens of one label, or as the port.',
    wrong: options("{ origin: 'https://app*.example.com' }"),
    right: options("{ origin: 'https://*.example.com' }"),
  },
  'origin-upper-case': {
    means: 'A scheme or host has capital letters.',
    why: `Browsers send them in lower case. ${bytes}`,
    wrong: options("{ origin: 'https://App.example' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-unicode-host': {
    means: 'A host has letters beyond ASCII.',
    why: 'Browsers send such names as punycode. (URL, "host serializer")',
    wrong: options("{ origin: 'https://bücher.example' }"),
    right: options("{ origin: 'https://xn--bcher-kva.example' }"),
  },
  'origin-host': {
    means: 'The host is none that a browser would send.',
    why: 'Labels have 63 characters at most and no blanks, and there is at least one. (RFC 1035, section 2.3.4)',
    wrong: options("{ origin: 'https://app..example' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-ip-address': {
    means: 'An address is not in the form in which browsers send it.',
    why: 'They write IPv4 as four decimal numbers, IPv6 compressed, in lower case and in brackets. (URL, "host serializer")',
    wrong: options("{ origin: 'http://127.1:3000' }"),
    right: options("{ origin: 'http://127.0.0.1:3000' }"),
  },
  'origin-port': {
    means: 'The port is no number from 0 to 65535.',
    why: 'A browser never sends it.',
    wrong: options("{ origin: 'https://app.example:99999' }"),
    right: options("{ origin: 'https://app.example:8443' }"),
  },
  'origin-default-port': {
    means: 'An entry names the default port of its scheme.',
    why: `Browsers leave :443 and :80 out. ${bytes}`,
    wrong: options("{ origin: 'https://app.example:443' }"),
    right: options("{ origin: 'https://app.example' }"),
  },
  'origin-too-long': {
    means: 'An entry is longer than any origin.',
    why: 'A host has 253 characters at most.',
  },
  'origin-list-key': {
    means:
      'An entry of a live list has a key and the list no tenant function, or the other way round.',
    why: 'An entry without its key would count for everybody, or for nobody.',
    wrong: code('createOriginList({ source })   // whose rows have a column key'),
    right: code('createOriginList({ source, tenant: ({ params }) => params.tenant })'),
  },
  'origin-list-size': {
    means: 'A live list holds more entries than it may, or fewer.',
    why: 'maxEntries bounds memory; fewer than minEntries are taken for a fault of the source, and the list stays.',
    right: code('createOriginList({ source, maxEntries: 500_000 })'),
  },
  'origin-function-callback': {
    means: 'An origin function takes a callback as its second parameter.',
    why: 'It gets the request there: a function that waits for a callback never answers, which denies.',
    wrong: options('{ origin: (origin, callback) => callback(null, true) }'),
    right: options("{ origin: (origin) => origin === 'https://app.example' }"),
  },
  'origin-empty': {
    means: 'origin is an empty list.',
    why: 'It allows nobody, and looks as if it allowed somebody.',
    wrong: options('{ origin: [] }'),
    right: options('{ origin: false }'),
  },
  'regexp-flags': {
    means: 'A RegExp has the flag g or y.',
    why: 'It remembers where it left off, and so answers every other request otherwise.',
    wrong: options('{ origin: /^https:\\/\\/app\\.example$/g }'),
    right: options("{ origin: 'https://app.example' }"),
  },
  'regexp-unanchored': {
    means: 'A RegExp does not begin with ^ and end with $.',
    why: 'It matches a part: /app\\.example/ lets https://app.example.evil.test in.',
    wrong: options('{ origin: /https:\\/\\/app\\.example/ }'),
    right: options('{ origin: /^https:\\/\\/app\\.example$/ }'),
  },
  'regexp-plain-dot': {
    means: 'A dot in a RegExp stands without a backslash.',
    why: 'It matches any character: https://app.example.com lets https://appxexample.com in.',
    wrong: options('{ origin: /^https:\\/\\/app.example$/ }'),
    right: options('{ origin: /^https:\\/\\/app\\.example$/ }'),
  },
  'regexp-backtracking': {
    means: 'A RegExp can take time that grows with the square of the length, or worse.',
    why: 'Whoever sends a long Origin could hold the server up.',
    wrong: options('{ origin: /^https:\\/\\/(a+)+\\.example$/ }'),
    right: options("{ origin: 'https://*.example.com' }"),
  },
  'regexp-unchecked': {
    means: 'The library that checks RegExps could not be loaded.',
    why: 'An unchecked RegExp is refused, since it may hold the server up.',
    right: code('npm install redos-detector'),
  },
};
