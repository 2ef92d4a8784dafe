import { fastifyCors } from './dialect.ts';
import { findEarlier } from './earlier-answers.ts';
import { findExpressUses } from './express-uses.ts';
import { type FastifyUse, type Registration, findFastifyUse } from './fastify-setups.ts';
import { type Finding, type Remark, remarkOf } from './finding.ts';
import { findOwnHeaders, isTest } from './own-headers.ts';
import type { PackageFiles, ProjectFile } from './project.ts';
import { findRouteOptions } from './route-options.ts';
import { type Translation, translateOptions } from './translate-options.ts';

/** What was done in one package. */
export interface Migrated {
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
  /** Packages of ours that it needs now. */
  readonly add: readonly string[];
}

interface Place extends ProjectFile {
  readonly use: FastifyUse;
}

/** Rewrites the one registration of `@fastify/cors` in a package, if nothing stands in the way. */
export async function migrateFastify(group: PackageFiles): Promise<Migrated> {
  const { files, majors } = group;
  const isOnNest = isNest(group);
  const places: readonly Place[] = files.map(({ file, bindings }) => ({
    file,
    bindings,
    use: findFastifyUse(file, bindings),
  }));
  const decisions: Remark[] = [];
  const decide = ({ file }: Place, findings: readonly Finding[]): void => {
    decisions.push(...findings.map((finding) => remarkOf(file, finding)));
  };
  const all = places.flatMap((place) =>
    place.use.registrations.map((registration) => ({ place, registration })),
  );
  const isUsed = places.some(({ use }) => use.registrations.length + use.findings.length > 0);
  for (const place of places) {
    decide(place, place.use.findings);
    if (isUsed) {
      decide(place, [...findRouteOptions(place.file), ...findOwnHeaders(place.file)]);
    }
  }
  const dialect = fastifyCors(majors.get('@fastify/cors'));
  const translations: Translation[] = [];
  for (const { place, registration } of all) {
    const { call, options } = registration;
    const { file, bindings } = place;
    const translation = await translateOptions(options, call, dialect, file, bindings);
    translations.push(translation);
    decide(place, translation.findings);
    if (all.length > 1 || hasMiddleware(files)) decide(place, [oneOfSeveral(registration)]);
    decide(place, findEarlier(file, bindings, call));
    if (isOnNest) decide(place, [onNest(registration)]);
  }
  const [only] = all;
  const [translation] = translations;
  if (decisions.length > 0 || !only || !translation) return { decisions, notes: [], add: [] };
  const { file, use } = only.place;
  translation.apply(file.edits);
  if (translation.object === undefined) writeOptions(only.place, only.registration, translation);
  use.rewriteImports();
  const notes = translation.notes.map((note) => remarkOf(file, note));
  return { decisions, notes, add: ['@routecors/fastify'] };
}

function writeOptions(
  { file }: ProjectFile,
  { call, options }: Registration,
  { text }: Translation,
): void {
  const [plugin] = call.arguments;
  if (options) file.edits.overwrite(options.start, options.end, text);
  // At the end of the call it stands behind what the import of the plugin becomes.
  else if (plugin) file.edits.appendRight(plugin.end, `, ${text}`);
}

function oneOfSeveral({ call }: Registration): Finding {
  return {
    code: 'several-set-ups',
    node: call,
    reason:
      'The package sets CORS up more than once. All hooks ran, and the last header stood; in routecors an inner registration is a level over the outer one and inherits what it does not say.',
    fix: 'Register corsPlugin once, at the top, and give scopes or routes that differ options of their own (config.cors, or a named policy of policies).',
  };
}

/** The middleware `cors` beside the plugin, by @fastify/middie or @fastify/express. */
function hasMiddleware(files: readonly ProjectFile[]): boolean {
  return files.some(
    ({ file, bindings }) => !isTest(file) && findExpressUses(file, bindings, []).length > 0,
  );
}

function isNest({ files, majors }: PackageFiles): boolean {
  return majors.has('@nestjs/core') || files.some(importsNest);
}

function importsNest({ bindings }: ProjectFile): boolean {
  return bindings.names.some((name) => {
    const binding = bindings.of(name);
    return binding !== undefined && 'source' in binding && binding.source.startsWith('@nestjs/');
  });
}

function onNest({ call }: Registration): Finding {
  return {
    code: 'nest-application',
    node: call,
    reason: 'The package is a Nest application, whose routes Nest knows.',
    fix: "Import CorsModule.forRoot({ … }) of '@routecors/nestjs' in the root module, with these options, and remove this call.",
  };
}
