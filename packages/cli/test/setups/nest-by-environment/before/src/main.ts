import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module.js';

const isProduction = process.env.NODE_ENV === 'production';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.enableCors({
    origin: isProduction ? 'https://app.example' : true,
  });
  await app.listen(3000);
}
bootstrap();
