import { Controller, HttpCode, Post } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

/** Off: no page of another origin may read it, and with `enforce` none may send it either. */
@Cors({ origin: false, enforce: true })
@Controller('admin')
export class AdminController {
  @Post('reset')
  @HttpCode(200)
  reset() {
    return { reset: true };
  }
}
