import { findEarlier } from './earlier-answers.ts';
import { findExpressUses } from './express-uses.ts';
import { type Finding, type Remark, remarkOf } from './finding.ts';
import type { Migrated } from './migrate-fastify.ts';
import { idleDeclarations, movedOptions } from './moved-options.ts';
import { type NestSetup, findNestUse } from './nest-setups.ts';
import { findOwnHeaders, isTest } from './own-headers.ts';
import type { PackageFiles, ProjectFile } from './project.ts';
import { removeStatements } from './remove-statements.ts';
import { type FileByName, addCorsModule, findRootModule } from './root-module.ts';
import { findRouteOptions } from './route-options.ts';
import { translateOptions } from './translate-options.ts';

interface Candidate extends ProjectFile {
  readonly setup: NestSetup;
}

/** A rewrite that nothing stands in the way of. */
interface Ready {
  readonly write: () => void;
  readonly notes: readonly Remark[];
}

/** Moves what Nest applications are given in `main.ts` into their root modules. */
export async function migrateNest(
  { files }: PackageFiles,
  fileByName: FileByName,
): Promise<Migrated> {
  const decisions: Remark[] = [];
  const candidates: Candidate[] = [];
  let isElsewhere = false;
  for (const { file, bindings } of files) {
    const { setups, findings } = findNestUse(file, bindings);
    candidates.push(...setups.map((setup) => ({ file, bindings, setup })));
    const taken = [...setups.map(({ range }) => range), ...findings.map(rangeOf)];
    const express = findExpressUses(file, bindings, taken);
    if (findings.length + express.length > 0 && !isTest(file)) isElsewhere = true;
    decisions.push(...[...findings, ...express].map((finding) => remarkOf(file, finding)));
  }
  const routes = files.flatMap(({ file }) =>
    [...findRouteOptions(file), ...findOwnHeaders(file)].map((finding) => remarkOf(file, finding)),
  );
  if (candidates.length > 0 && routes.length > 0) {
    return { decisions: [...decisions, ...routes], notes: [], add: [] };
  }
  const ready: Ready[] = [];
  const modules = new Map<string, number>();
  for (const { file, setup, bindings } of candidates) {
    const key = moduleKey(file, bindings, setup, fileByName);
    modules.set(key, (modules.get(key) ?? 0) + 1);
  }
  for (const candidate of candidates) {
    const { file, bindings, setup } = candidate;
    const count = modules.get(moduleKey(file, bindings, setup, fileByName)) ?? 0;
    if (count > 1 || isElsewhere) {
      decisions.push(remarkOf(file, oneOfSeveral(setup)));
      continue;
    }
    const result = await prepare(candidate, fileByName);
    if ('write' in result) ready.push(result);
    else decisions.push(...result.map((finding) => remarkOf(file, finding)));
  }
  for (const { write } of ready) write();
  return {
    decisions,
    notes: ready.flatMap(({ notes }) => notes),
    add: ready.length > 0 ? ['@routecors/nestjs'] : [],
  };
}

async function prepare(
  { file, bindings, setup }: Candidate,
  fileByName: FileByName,
): Promise<Ready | readonly Finding[]> {
  const { application, options, node } = setup;
  const { dialect } = application;
  if (dialect === undefined) return [unknownAdapter(setup)];
  const translation = await translateOptions(options, node, dialect, file, bindings);
  const findings = [...translation.findings, ...findEarlier(file, bindings, node)];
  if (findings.length > 0) return findings;
  const module = findRootModule(application.rootModule, file, bindings, fileByName);
  if (typeof module === 'string') return [noModule(setup, module)];
  const moved = movedOptions(translation, file, bindings);
  if ('missing' in moved) return [missingName(setup, moved.missing)];
  const gone = [
    setup.range,
    ...(translation.object ? [rangeOf({ node: translation.object })] : []),
  ];
  return {
    notes: translation.notes.map((note) => remarkOf(file, note)),
    write: () => {
      addCorsModule(module, moved.textAt);
      setup.removeOption?.();
      const statements = setup.removeOption ? [] : [setup.range];
      removeStatements(file, [...statements, ...idleDeclarations(bindings, gone)]);
    },
  };
}

function rangeOf({ node }: Pick<Finding, 'node'>): readonly [number, number] {
  return [node.start, node.end];
}

function moduleKey(
  file: ProjectFile['file'],
  bindings: ProjectFile['bindings'],
  { application }: NestSetup,
  fileByName: FileByName,
): string {
  const module = findRootModule(application.rootModule, file, bindings, fileByName);
  return typeof module === 'string' ? `${file.name}:` : `${module.file.name}:${module.name}`;
}

function oneOfSeveral({ node }: NestSetup): Finding {
  return {
    code: 'several-set-ups',
    node,
    reason:
      'The application gets its CORS in more than one place, so nobody can say here which one stands.',
    fix: "Decide which it is, write it as CorsModule.forRoot({ … }) of '@routecors/nestjs' in the root module, and remove all others.",
  };
}

function unknownAdapter({ node }: NestSetup): Finding {
  return {
    code: 'nest-application',
    node,
    reason:
      'The adapter of the application is made in another place, and Express and Fastify differ in their defaults.',
    fix: "Import CorsModule.forRoot({ … }) of '@routecors/nestjs' in the root module, and say methods there.",
  };
}

function noModule({ node }: NestSetup, why: string): Finding {
  return {
    code: 'root-module',
    node,
    reason: `The options belong into the root module, and ${why}.`,
    fix: "Import CorsModule.forRoot({ … }) of '@routecors/nestjs' there, and remove this.",
  };
}

function missingName({ node }: NestSetup, name: string): Finding {
  return {
    code: 'root-module',
    node,
    reason: `The options belong into the root module, and use ${name}, which that file does not have.`,
    fix: `Import ${name} there, or use CorsModule.forRootAsync({ inject, useFactory }).`,
  };
}
