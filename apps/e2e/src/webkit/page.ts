import type { Page } from '../browser.ts';
import type { Command, Session } from './webdriver.ts';

/** The key that WebDriver calls Enter. (WebDriver, "keyboard actions") */
const enter = '\uE007';
/** The name under which elements travel. (WebDriver, "elements") */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

type Answer = { readonly value: unknown } | { readonly error: string };

/** A tab of its own. */
export async function openPage(session: Session): Promise<Page> {
  const handle = await session.inTurn(async (command) => {
    const opened = await command('POST', '/window/new', { type: 'tab' });
    return (opened as { readonly handle: string }).handle;
  });

  /** Commands to this page, with no other page's between them. */
  const inPage = <Result>(run: (command: Command) => Promise<Result>): Promise<Result> =>
    session.inTurn(async (command) => {
      await command('POST', '/window', { handle });
      return run(command);
    });

  return {
    goto: async (url) => {
      await inPage((command) => command('POST', '/url', { url }));
    },
    evaluate: async (run, ...args) => {
      const text = await inPage((command) =>
        command('POST', '/execute/async', {
          script: scriptOf(run),
          args: [JSON.stringify(args)],
        }),
      );
      const answer = JSON.parse(text as string) as Answer;
      if ('error' in answer) throw new Error(`In the page: ${answer.error}`);
      return answer.value as Awaited<ReturnType<typeof run>>;
    },
    pressEnter: (selector) =>
      inPage(async (command) => {
        const found = await command('POST', '/element', { using: 'css selector', value: selector });
        const element = (found as Readonly<Record<string, string>>)[elementKey];
        await command('POST', `/element/${element}/value`, { text: enter });
      }),
    // WebDriver has no such command, and an automated MiniBrowser prints nothing.
    consoleLines: () => undefined,
    close: () =>
      inPage(async (command) => {
        // What is left are the others. Without one chosen of them, no new one can be opened.
        const left = await command('DELETE', '/window');
        const [first] = left as readonly string[];
        await command('POST', '/window', { handle: first });
      }),
  };
}

/** Values travel as JSON of ours: the driver's own serialisation knows no `undefined`. */
function scriptOf(run: (...args: never[]) => unknown): string {
  return `
    const [args, done] = arguments;
    const answer = (text) => done(JSON.stringify(text));
    Promise.resolve()
      .then(() => (${String(run)})(...JSON.parse(args)))
      .then((value) => answer({ value }), (error) => answer({ error: String(error) }));`;
}
