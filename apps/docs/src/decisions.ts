import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'docs/decisions';
const root = join(import.meta.dirname, '../../..');

/** Every decision, as one more page that is a file of the repository. */
export const decisions = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .toSorted()
  .map((name) => {
    const file = `${folder}/${name}`;
    const title = /^# (.+)/.exec(readFileSync(join(root, file), 'utf8'))?.[1];
    if (title === undefined) {
      throw new Error(
        `${file} begins with no heading. Write the decision as one: "# Boot refuses …".`,
      );
    }
    return { page: `decisions-${name.slice(0, -'.md'.length)}`, title, parts: [{ file }] };
  });
