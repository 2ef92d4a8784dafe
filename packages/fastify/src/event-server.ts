import type { DecisionEvent } from '@routecors/core';

/** Of one process: the inspector is bundled apart from the plugin. */
const eventServer = Symbol.for('routecors.event-server');

/** Notes whose decision an event is. The channel is one for all servers of a process, and the note no part of what is published. */
export function noteServer(event: DecisionEvent, server: object): DecisionEvent {
  return Object.defineProperty(event, eventServer, { value: server });
}

/** Whether a server made the decision of an event. */
export function isOfServer(event: DecisionEvent, server: object): boolean {
  return Reflect.get(event, eventServer) === server;
}
