import type { CouncilOutline, Part, SectorOutline, TargetOutline } from './outline.ts';
import type { DefaultsFile, defaultsSchema } from './sector-schema.ts';
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
  readonly sector: SectorOutline;
  readonly council: CouncilOutline | null;
}

/** The nearest well-shaped value of what a target may inherit; null = the program's default. */
export function inherited<Key extends keyof DefaultsFile>(
  { target, sector, council }: Lineage,
  key: Key,
): Inherited<NonNullable<DefaultsFile[Key]>> | null {
  const parts: readonly (Pick<Part<typeof defaultsSchema>, 'source' | 'path' | 'values'> | null)[] =
    [council?.defaults ?? null, sector.defaults, target];
  for (const depth of [2, 1, 0]) {
    const part = parts[depth];
    const value = part?.values[key];
    if (part && value !== undefined && value !== null) {
      return { value, source: part.source, path: [...part.path, key], depth };
    }
  }
  return null;
}
