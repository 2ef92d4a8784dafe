import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { type Observable, map, take, timer } from 'rxjs';

/** Server-sent events: Nest writes them past the platform, and they are readable across origins all the same. */
@Controller('events')
export class EventsController {
  @Sse()
  ticks(): Observable<MessageEvent> {
    return timer(0, 100).pipe(
      take(3),
      map((index) => ({ id: String(index + 1), data: `tick ${index + 1}` })),
    );
  }
}
