import { type Diagnosis, show } from './issue.ts';
import { optionNames } from './options.ts';

/**
 * Whether `value` is an object whose options can be read: a plain one, or an instance whose options
 * are fields of its own. A promise, a RegExp, a Map or a class with getters has no key of its own, so
 * it would read as "no options", which means everybody.
 */
export function isPlainOptions(value: unknown): value is object {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  const options = value as object;
  const own = Object.keys(options);
  return optionNames.every((name) => !(name in options) || own.includes(name));
}

/** What to say of a value that is no readable options. */
export function diagnoseOptions(value: unknown): Diagnosis {
  const isPromise = typeof value === 'object' && value !== null && 'then' in value;
  return {
    code: 'options-type',
    message: `${isPromise ? 'A promise' : show(value)} is no CORS policy: no option can be read from it.`,
    hint: isPromise
      ? 'Await it.'
      : 'Write a plain object of options; in a route also the name of a policy, false for off, or true for inherit.',
  };
}
