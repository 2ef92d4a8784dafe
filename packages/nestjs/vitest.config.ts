import { fileURLToPath } from 'node:url';

import { mergeConfig } from 'vite';

import shared from '../../.config/vitest.ts';

/** Where the packages of Nest 11 are installed, which see each other and not version 12. */
const nest11 = fileURLToPath(new URL('./nest11/node_modules/@nestjs', import.meta.url));

/** One suite, run on both majors of Nest: in the second project every import of Nest means 11. */
export default mergeConfig(shared, {
  test: {
    projects: [
      { extends: true, test: { name: 'Nest 12' } },
      {
        extends: true,
        test: { name: 'Nest 11' },
        resolve: { alias: [{ find: /^@nestjs\/(.*)$/, replacement: `${nest11}/$1` }] },
      },
    ],
  },
});
