import type { Report } from '../report.ts';
import type { Hint } from './hint.ts';

/** Cookies that a browser drops without a word. (RFC 6265bis, section 5.7) */
export function lostCookies(trace: Report['trace']): Hint[] {
  return trace.steps.flatMap(({ lostCookies: lost }) => {
    if (lost === undefined) return [];
    return lost.cookies.map(({ name, lacks }): Hint => {
      const what = JSON.stringify(name);
      return lost.reason === 'credentials'
        ? {
            code: 'cookie-ignored',
            message: `The cookie ${what} is ignored: the page asks without credentials, and then browsers take no cookies. If it should be kept, the page needs credentials: 'include' (--credentials here).`,
          }
        : {
            code: 'cookie-lost',
            message: `The cookie ${what} is lost: the page is of another site, and the cookie lacks ${lacks.join(' and ')}. Browsers drop it without a word.`,
          };
    });
  });
}

/** Cookies that the browser has and does not send. */
export function withheldCookies(trace: Report['trace']): Hint[] {
  const withheld = trace.steps.filter(({ message }) => message.includes('Cookies not sent'));
  return withheld.slice(0, 1).map(() => ({
    code: 'cookie-withheld',
    message:
      'There are cookies for this URL that a cross-site request does not carry: they need SameSite=None; Secure, and browsers may block third-party cookies altogether.',
  }));
}
