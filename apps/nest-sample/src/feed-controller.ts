import { Controller, Get, Header } from '@nestjs/common';
import { Cors } from '@routecors/nestjs';

/** Simple: anybody's page may read it. Nothing of it depends on who asks. */
@Cors('public')
@Controller('feed')
export class FeedController {
  @Get()
  @Header('x-feed-version', '1')
  read() {
    return [{ title: 'Per-route CORS', url: '/feed/1' }];
  }
}
