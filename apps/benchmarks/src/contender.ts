import type { OriginList } from './origins.ts';
import type { Setting, Subject } from './subject.ts';

/** One of several ways to do the same work: plain data, since the work is done in another process. */
export interface Contender {
  /** In the tables. */
  readonly name: string;
  readonly platform: Platform;
  /** Who of those on the platform. */
  readonly who: string;
  /** Whom it allows; one exact origin where nothing is said. */
  readonly origins?: OriginList;
  /** How many routes it has; one where nothing is said. */
  readonly routes?: number;
}

export type Makers = Readonly<Record<string, (setting: Setting) => Promise<Subject>>>;

/** Who there is. Each platform is loaded only where it is used. */
const platforms = {
  hook: async (): Promise<Makers> => (await import('./subjects/hooks.ts')).hooks,
  Fastify: async (): Promise<Makers> => (await import('./subjects/fastify.ts')).onFastify,
  Express: async (): Promise<Makers> => (await import('./subjects/express.ts')).onExpress,
  'Nest on Express': async (): Promise<Makers> => (await import('./subjects/nest.ts')).onExpress,
  'Nest on Fastify': async (): Promise<Makers> => (await import('./subjects/nest.ts')).onFastify,
} as const;

export type Platform = keyof typeof platforms;

export async function makeSubject(contender: Contender): Promise<Subject> {
  const { platform, who, origins = { kind: 'exact', count: 1 }, routes = 1 } = contender;
  const makers = await platforms[platform]();
  const make = makers[who];
  if (make === undefined) throw new Error(`Nobody on ${platform} is called ${who}.`);
  return make({ origins, routes });
}

/** Everybody that is timed anywhere, with one origin and one route. */
export async function everybody(): Promise<readonly Contender[]> {
  const contenders: Contender[] = [];
  for (const platform of Object.keys(platforms) as Platform[]) {
    const makers = await platforms[platform]();
    for (const who of Object.keys(makers)) {
      contenders.push({ name: `${platform}: ${who}`, platform, who });
    }
  }
  return contenders;
}
