import { createHash } from 'node:crypto';

import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** The page, whole: it loads nothing from anywhere but the data of this server. */
export const page: string = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CORS inspector</title>
<style>${pageStyle}</style>
<p class="brand">routecors <span>inspector</span></p>
<h1>Who may do what here</h1>
<p class="lead">Every route with the policy that answers for it, and the place where each option is written.</p>
<main>
<section aria-labelledby="ask-title">
<h2 id="ask-title">Ask as a browser would</h2>
<form id="ask-form" hidden>
<label>Origin of the page<input id="origin" value="https://app.example" required></label>
<label>Method<input id="method" value="GET" required></label>
<label>Path<input id="path" value="/" required></label>
<label>Headers<input id="headers" placeholder="content-type: application/json; x-a: b"></label>
<label class="check"><input id="credentials" type="checkbox">with cookies</label>
<button type="submit">Send</button>
</form>
<p id="cannot-ask" class="why" hidden>Not set up. Fix: npm install @routecors/user-agent, and give the inspector the option <code>agent: (origin) =&gt; createUserAgent({ origin, transport: injectTransport(app) })</code>.</p>
<div id="answer" role="status" hidden><p id="verdict" class="verdict"></p><ol id="steps"></ol></div>
</section>
<section aria-labelledby="routes-title">
<h2 id="routes-title">Routes</h2>
<label>Filter by method, path, origin, option or place<input id="filter" type="search"></label>
<p class="why" role="status" id="found"></p>
<ul id="routes"></ul>
</section>
<section aria-labelledby="denials-title">
<h2 id="denials-title">Denials, as they come</h2>
<p id="no-denials" class="why">None since the server started.</p>
<ul id="denials"></ul>
</section>
<section aria-labelledby="lists-title">
<h2 id="lists-title">Live lists of origins</h2>
<p id="no-lists" class="why">No policy asks one.</p>
<ul id="lists"></ul>
</section>
</main>
<script>${pageScript}</script>
</html>
`;

/** Who may see it is asked each time: nobody keeps it, and nobody takes it for something else. */
export const dataHeaders: Readonly<Record<string, string>> = Object.freeze({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
});

/** Nothing but this very script and style runs, and the page talks to its own server only. */
export const pageHeaders: Readonly<Record<string, string>> = Object.freeze({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `script-src '${hashOf(pageScript)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  ...dataHeaders,
});

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
