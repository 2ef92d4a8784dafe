import type { DefaultTheme } from 'vitepress';

import { type PageGroup, includedFiles } from './included-pages.ts';

const itemsOf = (wanted: PageGroup): DefaultTheme.SidebarItem[] =>
  includedFiles
    .filter(({ group }) => group === wanted)
    .map(({ page, title }) => ({ text: title, link: `/reference/${page}` }));

/** The way through the site. */
export const sidebar: DefaultTheme.Sidebar = [
  {
    text: 'Start in two minutes',
    items: [
      { text: 'Fastify', link: '/start/fastify' },
      { text: 'NestJS', link: '/start/nest' },
      ...itemsOf('start'),
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
      ...itemsOf('reference'),
    ],
  },
  {
    text: 'Decisions',
    collapsed: true,
    items: itemsOf('decisions'),
  },
];
