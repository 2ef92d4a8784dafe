import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Put,
  Res,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

import { type Item, ItemBody, Items } from './item.ts';

/** JSON in and out. PUT and DELETE are preflighted; nothing in here knows it. */
@Controller('items')
export class ItemsController {
  constructor(
    @Inject(Items) private readonly items: Items,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  @Get()
  list(@Res({ passthrough: true }) response: object): readonly Item[] {
    const items = this.items.list();
    this.host.httpAdapter.setHeader(response, 'x-total-count', String(items.length));
    return items;
  }

  @Get(':id')
  get(@Param('id') id: string): Item {
    const item = this.items.get(id);
    if (item) return item;
    throw new NotFoundException(`No item ${id}.`);
  }

  @Put(':id')
  put(@Param('id') id: string, @Body() { name }: ItemBody): Item {
    return this.items.put({ id, name });
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Param('id') id: string): void {
    this.items.delete(id);
  }
}
