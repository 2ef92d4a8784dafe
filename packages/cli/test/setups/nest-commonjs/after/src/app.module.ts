import { Module } from '@nestjs/common';

import { ItemsController } from './items.controller';
import { CorsModule } from '@routecors/nestjs';

@Module({
  imports: [
    CorsModule.forRoot({ origin: /^https:\/\/(www|app)\.example$/, methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] }),
  ],
  controllers: [ItemsController],
})
export class AppModule {}
