import { maxAgeCaps } from '../../src/browsers/deviations.ts';
import { type BrowserName, type Deviation, browserDeviations } from '../../src/index.ts';

/** What was asked: the versions in which each deviation was seen, pair by pair. */
const asked: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium 156',
  firefox: 'Firefox ESR 153.8',
  webkit: 'WebKitGTK 2.50.6 (Safari’s engine)',
};
const engines: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];

/** The page for users, made of the table that the user agent obeys. */
export function browsersPage(): string {
  const [telling, silent] = [true, false].map((isTelling) =>
    browserDeviations.filter(({ advice }) => (advice !== null) === isTelling),
  );
  return [
    '# Where browsers differ',
    '',
    'Made from the table that `createUserAgent({ browser })` obeys, by `vitest run test/browsers-page.test.ts -u`; not written by hand.',
    `Asked: ${engines.map((engine) => asked[engine]).join(', ')}. “yes” marks the engines that do so; the others do what the Fetch standard says.`,
    '',
    '## What a server can do about',
    '',
    ...table(telling ?? [], true),
    '',
    '## What changes only what is sent, or when',
    '',
    ...table(silent ?? [], false),
    '',
    '## How long a preflight is remembered at most',
    '',
    '| Chromium | Firefox | WebKit |',
    '| --- | --- | --- |',
    `| ${engines.map((engine) => `${maxAgeCaps[engine]} s`).join(' | ')} |`,
    '',
    '## Why',
    '',
    ...browserDeviations.map(({ name, what, reason }) => `- \`${name}\`: ${what}. ${reason}`),
    '',
  ].join('\n');
}

function table(deviations: readonly Deviation[], hasAdvice: boolean): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['what', 'Chromium', 'Firefox', 'WebKit', ...(hasAdvice ? ['to please all'] : [])];
  return [
    row(head),
    row(head.map(() => '---')),
    ...deviations.map(({ what, browsers, advice }) =>
      row([
        what,
        ...engines.map((engine) => (browsers.includes(engine) ? 'yes' : '')),
        ...(hasAdvice ? [advice ?? ''] : []),
      ]),
    ),
  ];
}
