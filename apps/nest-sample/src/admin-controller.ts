import { Controller, HttpCode, Post } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

/** Off: no page of another origin. Its preflight is refused, so that the POST is never sent. */
@Cors(false)
@Controller('admin')
export class AdminController {
  @Post('reset')
  @HttpCode(200)
  reset() {
    return { reset: true };
  }
}
