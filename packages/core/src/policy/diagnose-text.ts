import { type Diagnosis, show } from './issue.ts';

/** What stands where an origin was meant: values that became text, and words of other headers. */
const words: ReadonlySet<string> = new Set([
  'all',
  'any',
  'false',
  'none',
  'same-origin',
  'self',
  'true',
  'undefined',
]);

/** What stands between commas, blanks or bars, a list of ports in one piece. */
const listEntry = /(?:[[({][0-9|, -]{1,60}[\])}]|\|(?![a-zA-Z]{1,20}:\/\/)|[^,;|\s])+/g;

/** What is wrong with a string before it can be cut into scheme, host and port. */
export function diagnoseText(value: string): Diagnosis | undefined {
  const trimmed = value.trim();
  if (trimmed !== value || value === '') {
    return {
      code: 'origin-blank',
      message: `${show(value)} is blank, or has blanks around it. No browser sends that.`,
      hint: trimmed === '' ? 'Write an origin, or remove the entry.' : `Write ${show(trimmed)}.`,
    };
  }
  const quoted = /^(["'`])(.*)\1$/.exec(value);
  if (quoted !== null) {
    return {
      code: 'origin-blank',
      message: `${show(value)} has quotes in it, as values out of an env file do. No browser sends them.`,
      hint: `Remove the quotes: '${quoted[2]}'.`,
    };
  }
  if (/^(?:about|blob|data|javascript):/i.test(value)) {
    return {
      code: 'origin-scheme',
      message: `${show(value)} is no origin of its own: such pages have that of the page which made them, or null.`,
      hint: "List the origin of the page that makes it, such as 'https://app.example'.",
    };
  }
  if (/^\/.*\/[a-z]*$|^\^|\$$/.test(value)) {
    return {
      code: 'origin-host',
      message: `${show(value)} is a RegExp in quotes: it is compared letter by letter, and equals nothing.`,
      hint: "Write it without the quotes, or a pattern such as 'https://*.app.example'.",
    };
  }
  if (words.has(value.toLowerCase())) {
    return {
      code: 'origin-missing-scheme',
      message: `${show(value)} is a word, and no origin.`,
      hint: "List the origins, such as 'https://app.example'. For everybody write origin: '*', for nobody origin: false.",
    };
  }
  const entries = value.match(listEntry) ?? [];
  if (entries.length > 1 || /[,;\s]$|^[,;]/.test(value)) {
    return {
      code: 'origin-list-in-string',
      message: `${show(value)} holds more than one origin in one string. It would match none of them.`,
      hint: `Write a list: [${entries.map((entry) => `'${entry}'`).join(', ')}].`,
    };
  }
  if (value === '*') {
    return {
      code: 'origin-wildcard',
      message: "'*' inside of a list would only match an origin that is literally an asterisk.",
      hint: "List the origins, without '*'. For everybody, and then without credentials, write origin: '*' alone.",
    };
  }
  if (value.toLowerCase() === 'null') {
    return {
      code: 'origin-null',
      message: `${show(value)} is what every sandboxed frame, redirect and local file of every site sends, so it identifies nobody.`,
      hint: "Serve the page from a server, so that it has an origin; 'null' needs dangerouslyAllowNull: true.",
    };
  }
  if (value.includes('://')) return undefined;
  const scheme = /^(?:http:|localhost|127\.)/i.test(value) ? 'http' : 'https';
  return {
    code: 'origin-missing-scheme',
    message: `${show(value)} has no scheme. Browsers send one, and compare it.`,
    hint: `Write '${scheme}://${value.replace(/^(?:https?:)?\/*/i, '')}'.`,
  };
}
