import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULTS } from '../defaults.ts';
import { timezoneSchema } from '../leaf-schemas.ts';
import { outlineOfSector, type SectorOutline } from '../outline.ts';
import type { Problem } from '../problem.ts';
import { readSourceFile, valueAt } from '../source-file.ts';

/** The sectors' files as an import sees them: it needs no more of them than that they are YAML. */
export interface SectorFiles {
  readonly sectors: readonly SectorOutline[];
  /** The council's zone; the default where it is not given, or not one. */
  readonly timezone: string;
  /** Of files that could not be read. */
  readonly problems: readonly Problem[];
}

/** Rejects as the system does where there is no folder `sectors`. */
export async function readSectors(dir: string): Promise<SectorFiles> {
  const names = (await readdir(join(dir, 'sectors')))
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('.'))
    .sort();
  const read = await Promise.all(names.map((name) => readSourceFile(dir, `sectors/${name}`)));
  const council = await readSourceFile(dir, 'yamabiko.yaml');
  const zone = valueAt(council.source?.data, ['council', 'timezone']);
  return {
    sectors: read.flatMap(({ source }) => (source === null ? [] : [outlineOfSector(source)])),
    timezone: timezoneSchema.safeParse(zone).data ?? DEFAULTS.timezone,
    problems: read.flatMap(({ source, problems }) => (source === null ? problems : [])),
  };
}
