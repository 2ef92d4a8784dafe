import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';

import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  // CORS for the app
  app.enableCors({ origin: /^https:\/\/(www|app)\.example$/ });
  await app.listen(3000);
}
bootstrap();
