import { Module } from '@nestjs/common';

import { ItemsController } from '../../../items.controller.js';
import { CorsModule } from '@routecors/nestjs';

@Module({
  imports: [
    CorsModule.forRoot({ origin: '*', allowedHeaders: ['content-type', 'x-api-key'], methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] }),
  ],
  controllers: [ItemsController],
})
export class AppModule {}
