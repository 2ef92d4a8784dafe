import type { CountedUse, SuggestedOptions, Suggestion } from './suggestion.ts';
import type { Usage } from './usage.ts';

/** How many lines a list has. `--json` has them all. */
const mostListed = 20;

/** The proposal as a person reads it: what to write first. */
export function printSuggestion(suggestion: Suggestion, usage: Usage): string {
  const { policy, routes, used, rare, refused, denied } = suggestion;
  const asked = new Set(used.map(({ route }) => route)).size;
  return [
    `The policy for the ${counted(asked, 'route')} that pages of other origins used:`,
    code(policy),
    ...(routes.length === 0
      ? []
      : [
          policy.origin === false
            ? 'No origin used all of them. Each route has its own list (Fastify: config.cors, Nest: @Cors()):'
            : 'These routes were used by more origins (Fastify: config.cors, Nest: @Cors()):',
          routes.map(({ route, origin }) => `  ${route}\n${code({ origin }, '    ')}`).join('\n'),
        ]),
    'Read every origin before you write it down: whoever could ask until now is in the list.',
    list('Used', used, ({ count }) => counted(count, 'request')),
    ...(refused.length === 0
      ? []
      : [
          list(
            'Used, and boot would refuse it',
            refused,
            ({ issue }) => `[${issue.code}] ${issue.message} Fix: ${issue.hint}`,
          ),
        ]),
    ...(rare.length === 0
      ? []
      : [
          list('Used, and too seldom for --at-least', rare, ({ count }) =>
            counted(count, 'request'),
          ),
        ]),
    ...(denied.length === 0
      ? []
      : [list('Denied, and left so', denied, ({ count }) => counted(count, 'request'))]),
    ...notes(usage),
    'Routes that nobody asked have the policy as well. Try it first: write it as shadow, and keep what the log does not show, such as credentials and maxAge.',
  ].join('\n\n');
}

function code(options: SuggestedOptions, indent = '  '): string {
  return JSON.stringify(options, null, 2).replaceAll(/^/gm, indent);
}

function list<Listed extends CountedUse>(
  title: string,
  uses: readonly Listed[],
  say: (use: Listed) => string,
): string {
  const lines = uses
    .slice(0, mostListed)
    .map((use) => `  ${use.route} from ${use.origin}: ${say(use)}`);
  const more = uses.length - lines.length;
  if (more > 0) lines.push(`  … and ${more} more; --json has them all`);
  return `${title}\n${lines.join('\n')}`;
}

function notes({ unrouted, tooMany }: Usage): readonly string[] {
  return [
    ...(unrouted === 0
      ? []
      : [`${counted(unrouted, 'request')} for paths without a route are left out.`]),
    ...(tooMany === 0
      ? []
      : [
          `${counted(tooMany, 'request')} are left out: more pairs of route and origin than are kept.`,
        ]),
  ];
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
