import type { Deviation } from './deviation.ts';

/** What engines read of a response otherwise. */
export const responseDeviations: readonly Deviation[] = [
  {
    name: 'blank-lines-dropped',
    browsers: ['firefox'],
    what: 'a blank line does not count where header lines are joined',
    reason:
      'Fetch, "get a header" joins all values, empty ones too: "true, ". Firefox says "true".',
    advice: 'Send each Access-Control header once.',
  },
  {
    name: 'expose-wildcard-first',
    browsers: ['firefox'],
    what: 'a * in Access-Control-Expose-Headers counts, whatever malformed elements follow',
    reason:
      'Fetch, "extract header list values": one element that does not parse fails the whole. Firefox forgets the names then, and not a * that came before.',
    advice: 'Send names only in Access-Control-Expose-Headers, with commas between them.',
  },
  {
    name: 'header-bytes-replaced',
    browsers: ['webkit'],
    what: 'bytes of response headers that are no UTF-8 become U+FFFD',
    reason:
      'Fetch, "header value" is bytes, and page script sees each as one character. WebKit’s GTK and WPE ports read headers as text of UTF-8 (libsoup); Safari has another network layer.',
    advice: 'Send ASCII in header values.',
  },
];
