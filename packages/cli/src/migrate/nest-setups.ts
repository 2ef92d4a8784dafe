import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import { type Call, methodOf, receiverOf } from './calls.ts';
import { functionAround, isUnconditional } from './conditions.ts';
import { removeProperty } from './edit-options.ts';
import type { Finding } from './finding.ts';
import { type NestApplication, findApplications } from './nest-applications.ts';
import { keyOf } from './option-values.ts';
import { type Range, statementRange } from './remove-statements.ts';
import { type SourceFile, bare, walk } from './source-file.ts';

/** One place where a Nest application gets its CORS. */
export interface NestSetup {
  readonly node: Node;
  readonly application: NestApplication;
  readonly options: Node | undefined;
  /** What goes away. */
  readonly range: Range;
  /** Takes it out where it is no statement. */
  readonly removeOption?: () => void;
}

/** Everything in a file that gives a Nest application its CORS. */
export interface NestUse {
  readonly setups: readonly NestSetup[];
  readonly findings: readonly Finding[];
}

/** Finds `enableCors`, the option `cors` of `NestFactory.create`, and the middleware `cors` for all paths. */
export function findNestUse(file: SourceFile, bindings: Bindings): NestUse {
  const applications = findApplications(file, bindings);
  const setups: NestSetup[] = applications.flatMap((application) =>
    createOption(file, application),
  );
  const findings: Finding[] = [];
  walk(file.program, (node, around) => {
    if (node.type !== 'CallExpression') return;
    const method = methodOf(node);
    const middleware = method === 'use' ? corsCall(node.arguments.at(-1), bindings) : undefined;
    if (method !== 'enableCors' && middleware === undefined) return;
    const application = applications.find(
      ({ name }) => name !== undefined && name === receiverOf(node),
    );
    const statement = statementRange(around);
    if (application === undefined) {
      if (method === 'enableCors') findings.push(elsewhere(node));
    } else if (middleware && node.arguments.length > 1) {
      findings.push(forPath(node));
    } else if (
      statement === undefined ||
      !isUnconditional(around) ||
      functionAround(around) !== application.home
    ) {
      findings.push(onCondition(node));
    } else {
      setups.push({
        node,
        application,
        options: (middleware ?? node).arguments[0],
        range: statement,
      });
    }
  });
  return { setups, findings };
}

/** The call `cors(…)` of the middleware. */
function corsCall(node: Node | undefined, bindings: Bindings): Call | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const binding = bindings.of(node.callee.name);
  const isImported = binding?.kind === 'import' || binding?.kind === 'require';
  return isImported && binding.source === 'cors' ? node : undefined;
}

function createOption(file: SourceFile, application: NestApplication): NestSetup[] {
  const argument = application.call.arguments.at(-1);
  const object = argument && bare(argument);
  if (object?.type !== 'ObjectExpression') return [];
  const property = object.properties.find(
    (one) => one.type === 'Property' && keyOf(one) === 'cors',
  );
  if (property?.type !== 'Property') return [];
  const value = bare(property.value);
  if (value.type === 'Literal' && value.value === false) return [];
  const others = object.properties.filter((one) => one !== property);
  const lastKept = others.findLast((one) => one.type === 'Property');
  const before = application.call.arguments.at(-2);
  return [
    {
      node: property,
      application,
      options: value,
      range: [property.start, property.end],
      removeOption: () => {
        if (others.length === 0 && before) file.edits.remove(before.end, object.end);
        else if (lastKept?.type === 'Property') {
          removeProperty(file.edits, object, property, lastKept, file);
        }
      },
    },
  ];
}

function elsewhere(node: Node): Finding {
  return {
    code: 'nest-application',
    node,
    reason: 'The application is made in another place, so its root module is not known here.',
    fix: "Import CorsModule.forRoot({ … }) of '@routecors/nestjs' in the root module, with these options, and remove this call.",
  };
}

function onCondition(node: Node): Finding {
  return {
    code: 'on-condition',
    node,
    reason: 'This is run on a condition, or in another function. A module is always there.',
    fix: "Put the condition into the options of CorsModule.forRoot(): origin: isDevelopment ? ['http://localhost:4200'] : false.",
  };
}

function forPath(node: Node): Finding {
  return {
    code: 'for-a-path',
    node,
    reason: 'The middleware is for a path; routes have policies of their own in routecors.',
    fix: 'Write @Cors({ … }) on the controllers below the path, and paths in CorsModule.forRoot() for what is no controller.',
  };
}
