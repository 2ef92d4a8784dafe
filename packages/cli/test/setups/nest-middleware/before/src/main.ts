import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import cors from 'cors';

import { AppModule } from './app.module.js';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.use(cors({ origin: ['https://app.example'], maxAge: 600 }));
  await app.listen(3000);
}
bootstrap();
