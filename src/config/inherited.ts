import type { CouncilOutline, SectorOutline, TargetOutline } from './outline.ts';
import type { DefaultsFile } from './sector-schema.ts';
import type { Path, SourceFile } from './source-file.ts';

/** A value and where it was written; depth 2 = the target, 1 = its sector, 0 = the council. */
export interface Inherited<Value> {
  readonly value: Value;
  readonly source: SourceFile;
  readonly path: Path;
  readonly depth: number;
}

/** A target with the mappings that it inherits from. */
export interface Lineage {
  readonly target: TargetOutline;
  /** null for a reference site. */
  readonly sector: SectorOutline | null;
  readonly council: CouncilOutline | null;
}

/** What is looked for: how to pick it from a mapping, and its path there. */
export interface Wanted<Value> {
  readonly pick: (values: Partial<DefaultsFile>) => Value | undefined;
  readonly path: Path;
}

/** The nearest well-shaped value of what a target may inherit; null = the program's default. */
export function inherited<Value>(
  { target, sector, council }: Lineage,
  { pick, path }: Wanted<Value>,
): Inherited<Value> | null {
  const parts = [council?.defaults ?? null, sector?.defaults ?? null, target];
  for (const depth of [2, 1, 0]) {
    const part = parts[depth] ?? null;
    const value = part === null ? undefined : pick(part.values);
    if (part !== null && value !== undefined) {
      return { value, source: part.source, path: [...part.path, ...path], depth };
    }
  }
  return null;
}
