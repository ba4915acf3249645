import { writeSync } from 'node:fs';
import { SqliteFile } from '../../../src/store/embedded/sqlite-file.ts';
import { SECOND_SCHEMA } from './migrating-schema.ts';

/** Child of the migration's kill test: says that it begins, then migrates the file given. */
const [path = ''] = process.argv.slice(2);
writeSync(1, 'begin\n');
new SqliteFile(path, SECOND_SCHEMA, { readOnly: false, sync: 'normal' }).close();
writeSync(1, 'end\n');
