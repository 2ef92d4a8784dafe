import corsPlugin from '@routecors/fastify';
import { createOriginList } from '@routecors/origins';
import Fastify from 'fastify';

const tenants = createOriginList({
  name: 'tenants',
  source: {
    // A query of yours; there are postgresSource, redisSource and fileSource, too.
    load: async () => [
      { key: 'acme', origin: 'https://shop.acme.example' },
      { key: 'plum', origin: 'https://plum.example' },
    ],
  },
  tenant: ({ params }) => params.tenant, // or ({ host }) => host
});

export const app = Fastify();

app.register(corsPlugin, { origin: tenants, credentials: true });

app.put('/t/:tenant/items', async () => ({ saved: true }));
