import { Module } from '@nestjs/common';

import { ItemsController } from '../../../items.controller.js';
import { CorsModule } from '@routecors/nestjs';

@Module({
  imports: [
    CorsModule.forRoot({
      origin: ['https://app.example', 'http://localhost:4200'],
      methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
      optionsSuccessStatus: 204,
      credentials: true,
    }),
  ],
  controllers: [ItemsController],
})
export class AppModule {}
