import type { DefaultTheme } from 'vitepress';

import { decisions } from './decisions.ts';
import { includedFiles } from './included-pages.ts';

/** The way through the site. */
export const sidebar: DefaultTheme.Sidebar = [
  {
    text: 'Start in two minutes',
    items: [
      { text: 'Fastify', link: '/start/fastify' },
      { text: 'NestJS', link: '/start/nest' },
      { text: 'Move here', link: '/reference/move' },
    ],
  },
  {
    text: 'Recipes',
    link: '/recipes/',
    collapsed: false,
    items: [
      { text: 'Preview deployments', link: '/recipes/previews' },
      { text: 'Several environments', link: '/recipes/environments' },
      { text: 'Tenants', link: '/recipes/tenants' },
      { text: "An app's web view", link: '/recipes/web-views' },
      { text: 'A browser extension', link: '/recipes/extension' },
      { text: 'Cookies across subdomains', link: '/recipes/cookies' },
      { text: 'Uploads with progress', link: '/recipes/uploads' },
      { text: 'Server-sent events', link: '/recipes/events' },
      { text: 'WebSockets', link: '/recipes/websockets' },
      { text: 'GraphQL', link: '/recipes/graphql' },
      { text: 'Files, images and fonts', link: '/recipes/files' },
      { text: 'Pagination and rate-limit headers', link: '/recipes/headers' },
      { text: 'A CDN or nginx in front', link: '/recipes/cdn' },
      { text: "A proxy for other people's services", link: '/recipes/proxy' },
      { text: 'socket.io', link: '/recipes/socket-io' },
    ],
  },
  {
    text: 'Look up',
    items: [
      { text: 'Why is it blocked?', link: '/why' },
      { text: 'Codes and reasons', link: '/codes/' },
      ...includedFiles
        .filter((file) => file.page !== 'move' && !decisions.some(({ page }) => page === file.page))
        .map(({ page, title }) => ({ text: title, link: `/reference/${page}` })),
    ],
  },
  {
    text: 'Decisions',
    collapsed: true,
    items: decisions.map(({ page, title }) => ({ text: title, link: `/reference/${page}` })),
  },
];
