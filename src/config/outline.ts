import { z } from 'zod';
import { contactSchema } from './contact-schema.ts';
import {
  boardSchema,
  councilDefaultsSchema,
  councilFileSchema,
  councilSchema,
  fieldSchema,
} from './council-schema.ts';
import {
  defaultsSchema,
  memberSchema,
  referenceSchema,
  type SectorFile,
  type secretariatSchema,
  type sectorFileSchema,
  sectorHeadSchema,
  targetSchema,
} from './sector-schema.ts';
import { type Path, type SourceFile, valueAt } from './source-file.ts';

/**
 * What the files say, as far as it has the right shape, with the place of each part: what rules
 * between values look at, so that one wrong value hides no other problem.
 */
export interface Outline {
  /** null where `yamabiko.yaml` could not be read. */
  readonly council: CouncilOutline | null;
  readonly sectors: readonly SectorOutline[];
  /** Every file could be read: only then is what is absent known to be absent. */
  readonly isComplete: boolean;
}

/** The well-shaped values directly below one mapping. */
export interface Part<Schema extends z.ZodObject> {
  readonly source: SourceFile;
  readonly path: Path;
  readonly values: Partial<z.output<Schema>>;
}

export interface CouncilOutline {
  readonly source: SourceFile;
  readonly hasOperator: boolean;
  readonly fields: readonly Part<typeof fieldSchema>[];
  readonly defaults: Part<typeof councilDefaultsSchema>;
  readonly board: Part<typeof boardSchema>;
  readonly council: Part<typeof councilSchema>;
  /** Sites of the operator's own; what a site of a sector has besides is absent. */
  readonly reference: readonly TargetOutline[];
  /** Keys of the file, known or not. */
  readonly keys: readonly string[];
}

export interface SectorOutline {
  readonly source: SourceFile;
  readonly head: Part<typeof sectorHeadSchema>;
  readonly defaults: Part<typeof defaultsSchema>;
  readonly secretariat: readonly Part<typeof contactSchema>[];
  readonly members: readonly MemberOutline[];
  /** Members and their targets are lists: only then is an absent target known to be absent. */
  readonly isWhole: boolean;
}

/** Its lists are outlined item by item. */
const memberHeadSchema = memberSchema.omit({ contacts: true, targets: true });

export interface MemberOutline extends Part<typeof memberHeadSchema> {
  readonly contacts: readonly Part<typeof contactSchema>[];
  readonly targets: readonly TargetOutline[];
}

export interface TargetOutline extends Part<typeof targetSchema> {
  /** Keys that stand in the file, whatever their values. */
  readonly keys: readonly string[];
}

export function outlineOfCouncil(source: SourceFile): CouncilOutline {
  const keys = keysOf(source.data);
  return {
    source,
    hasOperator: keys.includes('operator'),
    fields: listAt(source, ['fields']).map((path) => part(source, path, fieldSchema)),
    defaults: part(source, ['defaults'], councilDefaultsSchema),
    board: part(source, ['board'], boardSchema),
    council: part(source, ['council'], councilSchema),
    reference: listAt(source, ['reference']).map((path) => ({
      ...part(source, path, referenceSchema),
      keys: keysOf(valueAt(source.data, path)),
    })),
    keys: keys.filter((key) => key in councilFileSchema.shape),
  };
}

/** `whole`: the file as its schema reads it, null where it has not the right shape. */
export function outlineOfSector(
  source: SourceFile,
  whole: SectorFile | null = null,
): SectorOutline {
  const read = { source, whole };
  return {
    source,
    head: partOf(read, ['sector'], sectorHeadSchema),
    defaults: partOf(read, ['defaults'], defaultsSchema),
    secretariat: contactsAt(read, ['sector', 'secretariat', secretariatKey]),
    isWhole: hasTargetLists(source),
    members: listAt(source, [membersKey]).map((path) => ({
      ...partOf(read, path, memberHeadSchema),
      contacts: contactsAt(read, [...path, 'contacts']),
      targets: listAt(source, [...path, 'targets']).map((below) => ({
        ...partOf(read, below, targetSchema),
        keys: keysOf(valueAt(source.data, below)),
      })),
    })),
  };
}

const secretariatKey = 'contacts' satisfies keyof typeof secretariatSchema.shape;
const membersKey = 'members' satisfies keyof typeof sectorFileSchema.shape;

function hasTargetLists(source: SourceFile): boolean {
  const isList = (path: Path) => Array.isArray(valueAt(source.data, path));
  return (
    isList([membersKey]) &&
    listAt(source, [membersKey]).every((path) => isList([...path, 'targets']))
  );
}

function contactsAt(read: ReadSector, path: Path): readonly Part<typeof contactSchema>[] {
  return listAt(read.source, path).map((below) => partOf(read, below, contactSchema));
}

/** The paths of the entries of a list; none where there is no list. */
export function listAt(source: SourceFile, path: Path): readonly Path[] {
  const list = valueAt(source.data, path);
  return Array.isArray(list) ? list.map((_, index) => [...path, index]) : [];
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

export function part<Schema extends z.ZodObject>(
  source: SourceFile,
  path: Path,
  schema: Schema,
): Part<Schema> {
  return { source, path, values: wellShaped(schema, valueAt(source.data, path)) };
}

interface ReadSector {
  readonly source: SourceFile;
  readonly whole: SectorFile | null;
}

/** What the whole file's schema has read is not read again. */
function partOf<Schema extends z.ZodObject>(
  { source, whole }: ReadSector,
  path: Path,
  schema: Schema,
): Part<Schema> {
  if (whole === null) return part(source, path, schema);
  return { source, path, values: readAt(whole, path) };
}

/**
 * Guarantee of the cast: the file's schema has read each mapping with the schema of its part, and
 * what is left out of one is in it besides.
 */
function readAt<Schema extends z.ZodObject>(
  whole: SectorFile,
  path: Path,
): Partial<z.output<Schema>> {
  return (valueAt(whole, path) ?? {}) as Partial<z.output<Schema>>;
}

/**
 * Each value below a mapping by its own schema; what does not fit is left out. Guarantee of the
 * cast: every entry is the output of the schema that the shape has under its key.
 */
function wellShaped<Schema extends z.ZodObject>(
  schema: Schema,
  raw: unknown,
): Partial<z.output<Schema>> {
  const values: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(schema.shape)) {
    const value = valueAt(raw, [key]);
    if (value === undefined) continue;
    const parsed = z.safeParse(inner, value);
    if (parsed.success) values[key] = parsed.data;
  }
  return values as Partial<z.output<Schema>>;
}
