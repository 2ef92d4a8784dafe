import { Controller, Get } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

/** By name: one partner's page, without credentials. */
@Controller('partner')
export class PartnerController {
  @Get('report')
  @Cors('partner')
  report() {
    return { sold: 42 };
  }
}
