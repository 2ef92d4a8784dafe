import { Controller, Delete, Get, Header, Patch, Post, Put } from '@nestjs/common';

@Controller('items')
export class ItemsController {
  @Get()
  @Header('x-total-count', '3')
  list() {
    return [];
  }

  @Post()
  create() {
    return { id: 1 };
  }

  @Put()
  replace() {
    return { id: 1 };
  }

  @Patch()
  update() {
    return { id: 1 };
  }

  @Delete()
  remove() {
    return {};
  }
}
