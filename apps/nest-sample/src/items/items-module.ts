import { Module } from '@nestjs/common';

import { Items } from './item.ts';
import { ItemsController } from './items-controller.ts';
import { ItemsV2Controller } from './items-v2-controller.ts';

@Module({
  controllers: [ItemsController, ItemsV2Controller],
  providers: [Items, { provide: 'items of version 2', useClass: Items }],
})
export class ItemsModule {}
