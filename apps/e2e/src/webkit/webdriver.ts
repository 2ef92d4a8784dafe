/** A command below a session's path. Throws what the driver says of a failure. */
export type Command = (
  method: 'DELETE' | 'GET' | 'POST',
  path: string,
  body?: object,
) => Promise<unknown>;

/** One session of the W3C WebDriver protocol. */
export interface Session {
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Runs commands that belong together. They go one at a time, in the order of the calls. */
  readonly inTurn: <Result>(run: (command: Command) => Promise<Result>) => Promise<Result>;
}

/** @see WebDriver, https://www.w3.org/TR/webdriver2/#new-session */
export async function createSession(driver: string, capabilities: object): Promise<Session> {
  const created = await send(`${driver}/session`, 'POST', {
    capabilities: { alwaysMatch: capabilities },
  });
  const { sessionId, capabilities: granted } = created as {
    sessionId: string;
    capabilities: Session['capabilities'];
  };
  const command: Command = (method, path, body) =>
    send(`${driver}/session/${sessionId}${path}`, method, body);
  let last: Promise<unknown> = Promise.resolve();
  return {
    capabilities: granted,
    inTurn: (run) => {
      const result = last.then(() => run(command));
      last = result.catch(() => undefined);
      return result;
    },
  };
}

async function send(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`WebDriver, ${method} ${new URL(url).pathname}: ${error}: ${message}`);
}
