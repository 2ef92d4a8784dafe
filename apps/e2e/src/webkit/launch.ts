import type { Browser } from '../browser.ts';
import { openPage } from './page.ts';
import { type Running, firstLine, freePort, start } from './processes.ts';
import { type Session, createSession } from './webdriver.ts';

/** Where the programs are. */
export interface WebKitPaths {
  readonly driver: string;
  readonly miniBrowser: string;
  readonly xvfb: string;
}

/** Nothing for a screen to do: a virtual one, drawn in software. */
const quiet = { LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' };

/** Starts a screen, a driver and a browser. WebKitGTK has no headless mode. */
export async function launchWebKit({ driver, miniBrowser, xvfb }: WebKitPaths): Promise<Browser> {
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    // The driver before its screen: a browser without one says so.
    for (const each of running.toReversed()) await each.stop();
  };
  try {
    const screen = start(xvfb, ['-displayfd', '3', '-screen', '0', '1280x900x24'], {});
    running.push(screen);
    const display = await firstLine(screen, 'Xvfb');
    const port = await freePort();
    const server = start(driver, [`--port=${port}`, '--host=127.0.0.1'], {
      ...quiet,
      DISPLAY: `:${display}`,
      // No session bus: none of what a desktop offers is asked for.
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    });
    running.push(server);
    await isReady(`http://127.0.0.1:${port}`);
    const session = await createSession(`http://127.0.0.1:${port}`, {
      browserName: 'MiniBrowser',
      timeouts: { script: 600_000, pageLoad: 60_000 },
      'webkitgtk:browserOptions': {
        binary: miniBrowser,
        args: ['--automation'],
      },
    });
    return browserOf(session, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function browserOf(session: Session, stop: () => Promise<void>): Browser {
  const { browserVersion } = session.capabilities;
  return {
    newPage: () => openPage(session),
    version: () => Promise.resolve(`webkitgtk/${String(browserVersion)}`),
    close: async () => {
      // The first window is left open until here: a session without a window is over.
      await session.inTurn((command) => command('DELETE', '')).catch(() => undefined);
      await stop();
    },
  };
}

/** Waits until the driver answers, for ten seconds. */
async function isReady(driver: string): Promise<void> {
  const end = performance.now() + 10_000;
  for (;;) {
    const answer = await fetch(`${driver}/status`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (performance.now() > end) throw new Error('WebKitWebDriver did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
