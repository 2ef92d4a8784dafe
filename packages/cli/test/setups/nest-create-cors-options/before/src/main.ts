import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule, {
    logger: ['error'],
    cors: { origin: 'https://app.example', credentials: true },
  });
  await app.listen(3000);
}
bootstrap();
