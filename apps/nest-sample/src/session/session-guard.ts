import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';

import { Sessions } from './sessions.ts';

/** The name of the cookie. */
export const cookieName = 'session';

/** Lets in who has a session. Its 401 is readable across origins, and no preflight ever gets here. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ headers: { cookie?: string }; user?: string }>();
    const user = this.sessions.userOf(sessionId(request.headers.cookie));
    if (user === undefined) throw new UnauthorizedException('No session.');
    request.user = user;
    return true;
  }
}

function sessionId(cookies = ''): string {
  const pairs = cookies.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1] ?? '';
}
