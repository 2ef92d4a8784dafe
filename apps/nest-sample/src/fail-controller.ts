import { Controller, Get } from '@nestjs/common';

/** A failure is readable, too: CORS headers are on error responses. */
@Controller('fail')
export class FailController {
  @Get()
  fail() {
    throw new Error('It was meant to fail.');
  }
}
