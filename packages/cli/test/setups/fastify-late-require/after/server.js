'use strict';

const { corsPlugin: cors } = require('@routecors/fastify');
const app = require('fastify')({ logger: false });

app.register(cors, { origin: ['https://app.example'], methods: ['GET', 'PUT', 'POST'] });

app.get('/items', async (request, reply) => {
  reply.header('x-total-count', '3');
  return [];
});
app.post('/items', async () => ({ id: 1 }));
app.put('/items', async () => ({ id: 1 }));
app.delete('/items', async () => ({}));

app.listen({ port: 3000 }, (error) => {
  if (error) throw error;
});
