/** Keys of Nest's own metadata: the same in 11 and 12, which export them from different places. */
export const metadataKey = {
  path: 'path',
  method: 'method',
  host: 'host',
  version: '__version__',
  modulePath: '__module_path__',
  isGateway: 'websockets:is_gateway',
  gatewayOptions: 'websockets:gateway_options',
  gatewayPort: 'port',
} as const;

/** What a decorator of Nest has noted on a class or a function, or on one that it extends. */
export function metadata(key: string, decorated: object): unknown {
  return Reflect.getMetadata(key, decorated);
}

/** Whether Nest's router made this function of a controller's handler, whose metadata it then has. */
export function isControllerHandler(handler: unknown): boolean {
  return typeof handler === 'function' && Reflect.hasMetadata(metadataKey.path, handler);
}
