import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { Cors } from '@routecors/nestjs';
import type { WebSocket } from 'ws';

/** For every page: no browser makes a CORS check for a WebSocket. */
@WebSocketGateway({ path: '/ticks' })
export class TicksGateway implements OnGatewayConnection<WebSocket> {
  handleConnection(client: WebSocket): void {
    client.send('tick 1');
  }
}

/** For our own pages, by the origins of the module's policy. */
@Cors({ enforce: true })
@WebSocketGateway({ path: '/inbox' })
export class InboxGateway implements OnGatewayConnection<WebSocket> {
  handleConnection(client: WebSocket): void {
    client.send('No mail.');
  }
}
