import { join } from 'node:path';
import { writeConfigSchemas } from '../config/json-schema.ts';

/** Writes the JSON Schemas below `<configDir>/schema`; resolves with the files written. */
export function writeSchemas(configDir: string): Promise<readonly string[]> {
  return writeConfigSchemas(join(configDir, 'schema'));
}
