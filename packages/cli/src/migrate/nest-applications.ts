import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import type { Call } from './calls.ts';
import { functionAround } from './conditions.ts';
import { type Dialect, expressCors, fastifyCors } from './dialect.ts';
import { type SourceFile, bare, walk } from './source-file.ts';

/** `const app = await NestFactory.create(AppModule, adapter, options)`. */
export interface NestApplication {
  readonly call: Call;
  /** The constant that holds it. */
  readonly name: string | undefined;
  /** What its CORS is made by; unknown where the adapter comes from elsewhere. */
  readonly dialect: Dialect | undefined;
  readonly rootModule: Node | undefined;
  /** The function that creates it; none at the top of a file. */
  readonly home: Node | undefined;
}

/** The applications that a file creates. */
export function findApplications(file: SourceFile, bindings: Bindings): readonly NestApplication[] {
  const applications: NestApplication[] = [];
  walk(file.program, (node, around) => {
    if (node.type !== 'CallExpression' || !isCreate(node, bindings)) return;
    applications.push({
      call: node,
      name: constantAround(around, bindings),
      dialect: dialectOf(node.arguments[1], bindings),
      rootModule: node.arguments[0],
      home: functionAround(around),
    });
  });
  return applications;
}

function isCreate({ callee }: Call, bindings: Bindings): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const binding = bindings.of(callee.object.name);
  const isFactory =
    (binding?.kind === 'import' || binding?.kind === 'require') &&
    binding.source === '@nestjs/core' &&
    binding.imported === 'NestFactory';
  return isFactory && callee.property.type === 'Identifier' && callee.property.name === 'create';
}

function constantAround(around: readonly Node[], bindings: Bindings): string | undefined {
  const declarator = around.findLast(({ type }) => type !== 'AwaitExpression');
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') {
    return undefined;
  }
  const { name } = declarator.id;
  return bindings.of(name)?.kind === 'const' ? name : undefined;
}

function dialectOf(argument: Node | undefined, bindings: Bindings): Dialect | undefined {
  if (argument === undefined) return expressCors;
  const node = bare(argument);
  if (node.type === 'ObjectExpression') return expressCors;
  if (node.type === 'Identifier') {
    const binding = bindings.of(node.name);
    return binding?.kind === 'const' ? dialectOf(binding.init, bindings) : undefined;
  }
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return undefined;
  const adapters = new Map([
    // Nest 12 brings version 11; Nest 11 began with version 10.
    ['FastifyAdapter', fastifyCors(undefined)],
    ['ExpressAdapter', expressCors],
  ]);
  return adapters.get(node.callee.name);
}
