import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.enableCors({ origin: true, exposedHeaders: 'X-Total-Count', maxAge: 600 });
  await app.listen(3000);
}
bootstrap();
