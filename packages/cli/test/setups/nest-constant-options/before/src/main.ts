import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module.js';

const allowedOrigins = ['https://app.example'];
const corsOptions = {
  origin: allowedOrigins,
  credentials: true,
  allowedHeaders: 'Content-Type,Authorization',
};

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.enableCors(corsOptions);
  await app.listen(3000);
}
bootstrap();
