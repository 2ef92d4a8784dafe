import { Controller, Get, Param, Put } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

/** What a tenant's own pages may read and change, wherever these are: the list is in `cors-options.ts`. */
@Controller('tenants/:tenant/theme')
@Cors('tenant')
export class TenantsController {
  @Get()
  read(@Param('tenant') tenant: string) {
    return { tenant, theme: 'plain' };
  }

  @Put()
  save(@Param('tenant') tenant: string) {
    return { tenant, saved: true };
  }
}
