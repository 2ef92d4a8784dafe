import type { DefaultTheme } from 'vitepress';

import { includedFiles } from './included-pages.ts';

/** The way through the site. */
export const sidebar: DefaultTheme.Sidebar = [
  {
    text: 'Start in two minutes',
    items: [
      { text: 'Fastify', link: '/start/fastify' },
      { text: 'NestJS', link: '/start/nest' },
    ],
  },
  {
    text: 'Look up',
    items: [
      { text: 'Why is it blocked?', link: '/why' },
      { text: 'Codes and reasons', link: '/codes/' },
      ...includedFiles.map(({ page, title }) => ({ text: title, link: `/reference/${page}` })),
    ],
  },
];
