import type { DefaultTheme } from 'vitepress';

/** The way through the site. */
export const sidebar: DefaultTheme.Sidebar = [
  {
    text: 'Start in two minutes',
    items: [
      { text: 'Fastify', link: '/start/fastify' },
      { text: 'NestJS', link: '/start/nest' },
    ],
  },
];
