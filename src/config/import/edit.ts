import type { Path } from '../source-file.ts';

/** A plain value of a sector's file. */
export type FileValue = string | number | FileMapping | readonly FileValue[];
export interface FileMapping {
  readonly [key: string]: FileValue;
}

/** One change of a sector's file. */
export type Edit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: FileValue }
  /** To the end of the list at `path`, which may be missing. */
  | { readonly kind: 'append'; readonly path: Path; readonly value: FileMapping };
