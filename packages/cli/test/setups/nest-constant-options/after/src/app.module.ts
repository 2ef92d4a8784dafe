import { Module } from '@nestjs/common';

import { ItemsController } from '../../../items.controller.js';
import { CorsModule } from '@routecors/nestjs';

@Module({
  imports: [
    CorsModule.forRoot({
      origin: ['https://app.example'],
      credentials: true,
      allowedHeaders: ['Content-Type', 'Authorization'],
      methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    }),
  ],
  controllers: [ItemsController],
})
export class AppModule {}
