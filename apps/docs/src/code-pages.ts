import type { Example, Page } from '../../../packages/cli/src/pages/page.ts';
import { issuePages, pageNames, pageOf } from '../../../packages/cli/src/pages/pages.ts';
import { escapeMarkdown, withoutVue } from './markdown.ts';

/** A page that VitePress makes of data. */
export interface MadePage {
  readonly params: { readonly page: string; readonly title: string };
  readonly content: string;
}

/** What `routecors explain CODE` prints, a page for each code and reason, and the list of them all. */
export function codePages(): readonly MadePage[] {
  const pages = pageNames.map((name) => pageFor(name));
  return [{ params: { page: 'index', title: 'Codes and reasons' }, content: list() }, ...pages];
}

function pageFor(name: string): MadePage {
  const { means, why, wrong, right } = known(name);
  const parts = [
    escapeMarkdown(means),
    escapeMarkdown(why),
    ...(wrong === undefined ? [] : ['## Wrong', fence(wrong)]),
    ...(right === undefined ? [] : ['## Right', fence(right)]),
    `In a terminal: \`npx @routecors/cli explain ${name}\`. [All codes and reasons](./index.md)`,
  ];
  return { params: { page: name, title: name }, content: withoutVue(parts.join('\n\n')) };
}

function list(): string {
  const ofBoot = Object.keys(issuePages);
  const reasons = pageNames.filter((name) => !ofBoot.includes(name));
  return withoutVue(`Messages of boot have a code in brackets, as in \`[origin-path]\`. Decisions have a reason: it is in
the log, in \`corsDecision\` and in metrics.

## What boot refuses or warns of

${linesFor(ofBoot)}

## Why a request was decided as it was

${linesFor(reasons)}`);
}

function linesFor(names: readonly string[]): string {
  return names
    .map((name) => `- [${name}](./${name}.md): ${escapeMarkdown(known(name).means)}`)
    .join('\n');
}

function known(name: string): Page {
  const page = pageOf(name);
  if (page === undefined) throw new Error(`There is no page of ${name}.`);
  return page;
}

function fence(example: Example): string {
  const text =
    'code' in example
      ? example.code
      : [
          example.options,
          ...(example.route === undefined ? [] : [`// and on the route: ${example.route}`]),
        ].join('\n');
  return `\`\`\`js\n${text}\n\`\`\``;
}
