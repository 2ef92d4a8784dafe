import type { Dialect } from './dialect.ts';
import type { WrittenOption } from './option-values.ts';
import { type Outcome, inVariable } from './outcome.ts';
import { type SourceFile, bare } from './source-file.ts';
import { quotedList } from './text-style.ts';

/** Lists of names, which may be written as one string with commas. */
export function nameList(
  { property, values }: WrittenOption,
  name: string,
  file: SourceFile,
): Outcome {
  const [value] = values;
  if (values.length === 1 && value === null) return {};
  if (!values.some((one) => typeof one === 'string' && one !== '*')) return { name, values };
  const node = bare(property.value);
  if (typeof value !== 'string' || node.type !== 'Literal') return { finding: inVariable(name) };
  const names = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { name, values: [names], texts: [{ node, text: quotedList(file, names) }] };
}

/** Browsers send these without a grant: leaving them out of a list keeps nobody from it. */
const safelisted = ['GET', 'POST'];

function missing(list: unknown): readonly string[] {
  return Array.isArray(list) ? safelisted.filter((method) => !list.includes(method)) : [];
}

/** Boot refuses a list without a method that browsers send in any case. (Fetch, "CORS-preflight fetch", step 7) */
export function methods(option: WrittenOption, _dialect: Dialect, file: SourceFile): Outcome {
  const outcome = nameList(option, 'methods', file);
  const { values = [] } = outcome;
  if (values.every((list) => missing(list).length === 0)) return outcome;
  const [list] = values;
  const node = bare(option.property.value);
  const isInPlace = node.type === 'ArrayExpression' || node.type === 'Literal';
  if (values.length > 1 || !Array.isArray(list) || !isInPlace) {
    return { finding: inVariable('methods') };
  }
  const all = [...(list as readonly string[]), ...missing(list)];
  return {
    name: 'methods',
    values: [all],
    texts: [{ node, text: quotedList(file, all) }],
    note: {
      code: 'safelisted-methods',
      reason: `Browsers send ${missing(list).join(' and ')} without a grant, so the list never kept pages from it. It is written out now, and nothing changes.`,
      fix: "To refuse other sites' POST, set enforce: true; to close a route, config.cors: false or @Cors(false).",
    },
  };
}

function isWildcard(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.includes('*'));
}

export function allowedHeaders(option: WrittenOption, dialect: Dialect, file: SourceFile): Outcome {
  if (option.values.some(isWildcard)) {
    return {
      finding: {
        code: 'allowed-headers-wildcard',
        reason:
          "For browsers a * does not cover Authorization, and with credentials it is the name of a header. Our '*' is every header, Authorization included.",
        fix: "List the headers that pages send, as in allowedHeaders: ['content-type'], or leave allowedHeaders out for every header.",
      },
    };
  }
  // What `cors` takes for nothing said.
  if (dialect.name === 'cors' && option.values.every((value) => value === '')) return {};
  return nameList(option, 'allowedHeaders', file);
}
