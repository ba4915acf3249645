import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { councilFileSchema } from './council-schema.ts';
import { drillFileSchema } from './drill-schema.ts';
import { sectorFileSchema } from './sector-schema.ts';

/** A JSON Schema for editors: the name of its file and its whole text. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** The shapes of the three kinds of file as JSON Schema, draft 7. */
export function configSchemas(): readonly SchemaFile[] {
  return [
    schemaFile('yamabiko.schema.json', 'Yamabiko: yamabiko.yaml', councilFileSchema),
    schemaFile('sector.schema.json', 'Yamabiko: sectors/<sector>.yaml', sectorFileSchema),
    schemaFile('drill.schema.json', 'Yamabiko: drills/<id>.yaml', drillFileSchema),
  ];
}

/** Writes them below `dir`, which is made where it is missing; resolves with the paths written. */
export async function writeConfigSchemas(dir: string): Promise<readonly string[]> {
  await mkdir(dir, { recursive: true });
  return Promise.all(
    configSchemas().map(async ({ name, text }) => {
      const path = join(dir, name);
      await writeFile(path, text);
      return path;
    }),
  );
}

function schemaFile(name: string, title: string, schema: z.ZodType): SchemaFile {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { name, text: `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n` };
}
