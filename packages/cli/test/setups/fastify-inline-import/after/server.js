'use strict';

const fastify = require('fastify');


const { corsPlugin } = require('@routecors/fastify');
const app = fastify();

app.register(corsPlugin, { origin: ['https://app.example'], credentials: true, methods: ['GET', 'HEAD', 'POST'] });

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
