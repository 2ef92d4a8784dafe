import { RequestMethod, type Type, VERSION_NEUTRAL, VersioningType } from '@nestjs/common';
import { type ApplicationConfig, MetadataScanner, type ModulesContainer } from '@nestjs/core';
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js';

import { metadata, metadataKey } from './nest-metadata.ts';

/** A route that Nest is about to give to the platform's router. */
export interface DeclaredRoute {
  readonly controller: Type;
  readonly methodName: string;
  /** `GET`, or `ALL` for every method. */
  readonly method: string;
  /** With global prefix, module path and version in it. */
  readonly path: string;
  /** `@Controller({ host })`. */
  readonly hosts: readonly (string | RegExp)[];
  /** A version that is not in the path; `undefined` where there is none, or it is neutral. */
  readonly version: Version | undefined;
}

/** As `@Version()` takes it. */
export type Version = string | symbol | readonly (string | symbol)[];

type Controller = { readonly type: Type; readonly prototype: object; readonly modulePath: string };

/**
 * All routes of all controllers, in the order in which Nest declares them. Nest tells nobody which
 * handler a route is for, so this walks the modules as its router does, and leaves what is intricate
 * (prefixes, exclusions, versions) to Nest's own factory.
 */
export function* declaredRoutes(
  modules: ModulesContainer,
  config: ApplicationConfig,
): Iterable<DeclaredRoute> {
  const scanner = new MetadataScanner();
  const paths = new RoutePathFactory(config);
  for (const controller of controllersOf(modules)) {
    for (const ctrlPath of pathsOf(controller.type)) {
      for (const methodName of scanner.getAllMethodNames(controller.prototype)) {
        yield* routesOf(controller, ctrlPath, methodName, paths, config);
      }
    }
  }
}

function* controllersOf(modules: ModulesContainer): Iterable<Controller> {
  for (const { controllers, metatype: module } of modules.values()) {
    // RouterModule notes its paths for one application each; the other key is its older one.
    const modulePath =
      metadata(`${metadataKey.modulePath}${modules.applicationId}`, module) ??
      metadata(metadataKey.modulePath, module) ??
      '';
    for (const { metatype, instance } of controllers.values()) {
      const prototype = Object.getPrototypeOf(instance) as object;
      yield { type: metatype as Type, prototype, modulePath: modulePath as string };
    }
  }
}

function* routesOf(
  { type, prototype, modulePath }: Controller,
  ctrlPath: string,
  methodName: string,
  paths: RoutePathFactory,
  config: ApplicationConfig,
): Iterable<DeclaredRoute> {
  const handler: unknown = Reflect.get(prototype, methodName);
  if (typeof handler !== 'function' || !Reflect.hasMetadata(metadataKey.path, handler)) return;
  const method = (metadata(metadataKey.method, handler) ?? RequestMethod.GET) as RequestMethod;
  const versioningOptions = config.getVersioning();
  const methodVersion = metadata(metadataKey.version, handler);
  const controllerVersion =
    versioningOptions && (metadata(metadataKey.version, type) ?? versioningOptions.defaultVersion);
  const version =
    versioningOptions && ((methodVersion || controllerVersion) as Version | undefined);
  const hosts = [metadata(metadataKey.host, type) ?? []].flat() as (string | RegExp)[];
  const isInPath = versioningOptions?.type === VersioningType.URI;
  const parts = {
    globalPrefix: withSlash(config.getGlobalPrefix()),
    modulePath,
    ctrlPath,
    controllerVersion,
    methodVersion,
    versioningOptions,
  } as Parameters<RoutePathFactory['create']>[0];
  for (const methodPath of pathsOf(handler)) {
    for (const path of paths.create({ ...parts, methodPath }, method)) {
      yield {
        controller: type,
        methodName,
        method: RequestMethod[method],
        path,
        hosts,
        version: isInPath || version === VERSION_NEUTRAL ? undefined : version,
      };
    }
  }
}

function pathsOf(decorated: object): readonly string[] {
  return ([metadata(metadataKey.path, decorated) ?? ''].flat() as string[]).map(withSlash);
}

/** As Nest does it: an optional group brings its own slash. */
function withSlash(path: string): string {
  return path === '' || path.startsWith('/') || path.startsWith('{/') ? path : `/${path}`;
}
