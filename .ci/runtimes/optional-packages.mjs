/** What Nest asks for and does without: every bundle of a Nest application leaves these out. */
export const optionalPackages = [
  '@nestjs/websockets',
  '@nestjs/microservices',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  'class-transformer',
  'class-validator',
];
