import type { FastifyInstance } from 'fastify';

interface Item {
  readonly id: string;
  readonly name: string;
}

const body = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1, maxLength: 80 } },
} as const;

/** Items in memory: each server begins with the same two. */
function createItems(): Map<string, Item> {
  return new Map(
    ['apple', 'pear'].map((name, index) => [String(index + 1), { id: String(index + 1), name }]),
  );
}

/** JSON in and out. PUT and DELETE are preflighted; nothing in here knows it. */
export async function itemRoutes(app: FastifyInstance): Promise<void> {
  const items = createItems();

  app.get('/items', async (_request, reply) => {
    reply.header('x-total-count', String(items.size));
    return [...items.values()];
  });

  app.get<{ Params: { id: string } }>('/items/:id', async ({ params }, reply) => {
    const item = items.get(params.id);
    if (item) return item;
    return reply
      .code(404)
      .send({ error: 'Not Found', message: `No item ${params.id}.`, statusCode: 404 });
  });

  app.put<{ Params: { id: string }; Body: { name: string } }>(
    '/items/:id',
    { schema: { body } },
    async ({ params: { id }, body: { name } }) => {
      const item = { id, name };
      items.set(id, item);
      return item;
    },
  );

  app.delete<{ Params: { id: string } }>('/items/:id', async ({ params }, reply) => {
    items.delete(params.id);
    return reply.code(204).send();
  });
}

/** The second version: read and replace only. */
export async function itemsV2(app: FastifyInstance): Promise<void> {
  const items = createItems();

  app.get('/items', async () => ({ items: [...items.values()] }));

  app.put<{ Params: { id: string }; Body: { name: string } }>(
    '/items/:id',
    { schema: { body } },
    async ({ params: { id }, body: { name } }) => {
      items.set(id, { id, name });
      return { item: { id, name } };
    },
  );
}
