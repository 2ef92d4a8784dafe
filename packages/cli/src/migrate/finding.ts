import type { Node } from 'oxc-parser';

import { type Place, type SourceFile, placeOf } from './source-file.ts';

/** What stands in the way of a rewrite, or what a rewrite changes. Stable: scripts may name them. */
export type FindingCode =
  | 'origin-function'
  | 'options-function'
  | 'known-at-run-time'
  | 'reflects-everybody'
  | 'allowed-headers-wildcard'
  | 'methods-wildcard'
  | 'list-in-a-variable'
  | 'shared-options'
  | 'on-condition'
  | 'preflight-off'
  | 'preflight-continues'
  | 'later-hook'
  | 'unknown-option'
  | 'boot-refuses'
  | 'answers-before'
  | 'route-options'
  | 'own-headers'
  | 'several-set-ups'
  | 'other-use'
  | 'plain-express'
  | 'for-a-path'
  | 'nest-application'
  | 'root-module'
  | 'credentials-with-wildcard'
  | 'non-strict-preflight'
  | 'default-methods'
  | 'max-age-capped'
  | 'safelisted-methods'
  | 'boot-warns'
  | 'manifest';

/** Something at a node that a person should know. */
export interface Finding {
  readonly code: FindingCode;
  readonly node: Node;
  readonly reason: string;
  readonly fix: string;
}

/** The same for somebody who does not have the tree. */
export interface Remark extends Place {
  readonly code: FindingCode;
  readonly file: string;
  readonly reason: string;
  readonly fix: string;
}

/** Says where a finding is. */
export function remarkOf(file: SourceFile, { code, node, reason, fix }: Finding): Remark {
  return { code, file: file.name, ...placeOf(file.lineStarts, node.start), reason, fix };
}
