import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

/** Who is logged in, in memory. */
@Injectable()
export class Sessions {
  readonly #users = new Map<string, string>();

  open(user: string): string {
    const id = randomUUID();
    this.#users.set(id, user);
    return id;
  }

  userOf(id: string): string | undefined {
    return this.#users.get(id);
  }

  close(id: string): void {
    this.#users.delete(id);
  }
}
