import { join } from 'node:path';
import { writeConfigSchemas } from '../config/json-schema.ts';
import { requireFolder } from './load-config.ts';

/**
 * Writes the JSON Schemas below `<configDir>/schema`; resolves with the files written, rejects with
 * `usage` where there is no such folder.
 */
export async function writeSchemas(configDir: string): Promise<readonly string[]> {
  await requireFolder(configDir);
  return await writeConfigSchemas(join(configDir, 'schema'));
}
