import type { CorsIssue, OriginList, PreparedEntries } from '@routecors/core';

/** Follows a list as a policy does, and keeps what is in force. */
export interface Follower {
  /** Each set that was put in force, the last one last. */
  readonly sets: readonly (readonly unknown[])[];
  readonly last: () => readonly unknown[] | undefined;
  readonly end: () => void;
}

/** @param refuses which entries it leaves out */
export function follow(
  list: OriginList,
  refuses: (entry: unknown) => boolean = () => false,
  prepare: (prepared: PreparedEntries) => Promise<PreparedEntries> = async (prepared) => prepared,
): Follower {
  const sets: (readonly unknown[])[] = [];
  const end = list.follow((entries) => {
    const problems = entries.flatMap((value, index) =>
      refuses(value) ? [problem(`${list.name}[${index}]`, value)] : [],
    );
    return prepare({
      problems,
      problemCount: problems.length,
      commit: () => sets.push(entries.filter((entry) => !refuses(entry))),
    });
  });
  return { sets, last: () => sets.at(-1), end };
}

function problem(path: string, value: unknown): CorsIssue {
  return { code: 'origin-path', path, value, message: 'It has a path.', hint: 'Leave it out.' };
}

export const a = 'https://a.example';
export const b = 'https://b.example';
