import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

import { type Item, ItemBody, Items } from './item.ts';

/** A version with a level of its own: same origins, fewer headers, a longer memory. Read and replace only. */
@Cors({ allowedHeaders: ['content-type'], maxAge: 600 })
@Controller({ path: 'items', version: '2' })
export class ItemsV2Controller {
  constructor(@Inject('items of version 2') private readonly items: Items) {}

  @Get()
  list(): { items: readonly Item[] } {
    return { items: this.items.list() };
  }

  @Put(':id')
  put(@Param('id') id: string, @Body() { name }: ItemBody): { item: Item } {
    return { item: this.items.put({ id, name }) };
  }
}
