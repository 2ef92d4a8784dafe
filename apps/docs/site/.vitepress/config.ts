import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitepress';

import { checkLinks } from '../../src/dead-links.ts';
import { sidebar } from '../../src/sidebar.ts';

export default defineConfig({
  title: 'routecors',
  description: 'Per-route CORS for Fastify and NestJS: each route its own policy, checked at boot.',
  // What is pasted stays in the page: it cannot connect to anything else.
  head: [
    ['link', { rel: 'icon', href: '/icon.svg' }],
    [
      'meta',
      {
        'http-equiv': 'Content-Security-Policy',
        content: "connect-src 'self'; form-action 'self'",
      },
    ],
  ],
  outDir: fileURLToPath(new URL('../../dist', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../.vitepress-cache', import.meta.url)),
  // Links to pages that are not there fail the build: so it is unless it is switched off here.
  // VitePress does not look at what stands behind the #: that is ours.
  buildEnd: async ({ outDir }) => checkLinks(outDir),
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // An address in a sentence is an example.
    config: (md) => md.set({ linkify: false }),
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start/fastify' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'Why is it blocked?', link: '/why' },
      { text: 'Codes', link: '/codes/' },
    ],
    sidebar,
    outline: 'deep',
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/routecors/routecors' }],
    footer: { message: 'MIT' },
  },
  // The title of a page that is made of data.
  transformPageData: ({ params }) =>
    params === undefined ? {} : { title: String(params['title']) },
  // Workspace packages from source: no build before this one.
  vite: { resolve: { conditions: ['@routecors/source'] } },
});
