import {
  Controller,
  Cookies,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cors } from '@routecors/nestjs';

import { SessionGuard, cookieName } from './session-guard.ts';
import { Sessions } from './sessions.ts';

/**
 * A session in a cookie: pages of other origins send and get it only with credentials. Pages of
 * another site need `sameSite: 'none', secure: true`; those of another port or subdomain do not.
 * No other site's page opens or ends one, by a form for example: that is `enforce`.
 */
@Cors({ enforce: true })
@Controller('session')
export class SessionController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  @Post()
  open(@Res({ passthrough: true }) response: object) {
    const cookie = { path: '/', httpOnly: true, sameSite: 'lax' } as const;
    this.host.httpAdapter.setCookie(response, cookieName, this.sessions.open('ada'), cookie);
    return { user: 'ada' };
  }

  @Get()
  @UseGuards(SessionGuard)
  read(@Req() request: { user: string }) {
    return { user: request.user };
  }

  @Delete()
  @HttpCode(204)
  close(
    @Cookies(cookieName) id: string | undefined,
    @Res({ passthrough: true }) response: object,
  ): void {
    this.sessions.close(id ?? '');
    this.host.httpAdapter.clearCookie(response, cookieName, { path: '/' });
  }
}
