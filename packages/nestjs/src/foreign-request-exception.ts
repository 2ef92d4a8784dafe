import { ForbiddenException } from '@nestjs/common';

/**
 * Thrown for a request that another site's page sent to a policy with `enforce`: 403, with the code
 * `CORS_FOREIGN_REQUEST`. Exception filters see it. It says nothing of what was sent; the log does.
 */
export class ForeignRequestException extends ForbiddenException {
  readonly code = 'CORS_FOREIGN_REQUEST';

  constructor() {
    super(foreignRequestBody);
  }
}

/** The body that Nest makes of it, for doors at which no filter stands. */
export const foreignRequestBody: Readonly<Record<string, unknown>> = Object.freeze({
  statusCode: 403,
  code: 'CORS_FOREIGN_REQUEST',
  error: 'Forbidden',
  message: 'A page of another site sent this request, and this route takes none of theirs.',
});
