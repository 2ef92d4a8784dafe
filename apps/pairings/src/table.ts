import { readFileSync } from 'node:fs';

import type { Pairing } from './pairing.ts';

/** The table of the README. */
export function tableOf(pairings: readonly Pairing[]): string {
  const rows = pairings.map(({ name, packages, servers, note = '' }) => {
    const versions = packages.map((each) => `${each} ${versionOf(each)}`).join(', ');
    return `| ${name} | ${versions} | ${servers.length} | ${note} |`;
  });
  return ['| beside | tried with | servers | to know |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** The version that is installed here. A package's manifest may not be among its exports. */
function versionOf(name: string): string {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
