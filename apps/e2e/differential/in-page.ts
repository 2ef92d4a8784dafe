import type { PageRequest, Seen } from './pair.ts';

/** A pair's calls, as they are handed to a page. */
export interface PageTask {
  readonly url: string;
  readonly requests: readonly PageRequest[];
}

/**
 * Runs in a page: makes the calls, a few pairs at a time, and says what became of each. It is sent
 * over as source, so it refers to nothing outside of itself.
 */
export async function runTasks(tasks: readonly PageTask[]): Promise<Seen[][]> {
  const results: Seen[][] = tasks.map(() => []);
  let next = 0;
  // oxlint-disable-next-line consistent-function-scoping -- nothing of this file is there in the page
  const call = async (url: string, { headers, body, ...init }: PageRequest): Promise<Seen> => {
    try {
      const response = await fetch(url, {
        ...init,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
        ...(body === null ? {} : { body }),
        signal: AbortSignal.timeout(20_000),
      });
      return {
        type: response.type,
        status: response.status,
        statusText: response.statusText,
        redirected: response.redirected,
        url: response.url,
        headers: [...response.headers],
        text: await response.text(),
      };
    } catch (error) {
      return { error: error instanceof Error ? error.name : String(error) };
    }
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      const task = tasks[index];
      if (task === undefined) return;
      for (const request of task.requests) results[index]?.push(await call(task.url, request));
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}
