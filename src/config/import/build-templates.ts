import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPLATES } from './template.ts';

/** Writes the templates: `node src/config/import/build-templates.ts`. */

const dir = join(import.meta.dirname, '../../../config/templates');
await mkdir(dir, { recursive: true });
for (const [name, bytesOf] of Object.entries(TEMPLATES)) {
  await writeFile(join(dir, name), await bytesOf());
}
