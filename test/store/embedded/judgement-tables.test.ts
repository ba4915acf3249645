import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  INCIDENT_INDEX_SQL,
  JUDGEMENT_SQL,
  JudgementTables,
} from '../../../src/store/embedded/judgement-tables.ts';
import { SqliteFile, textOf } from '../../../src/store/embedded/sqlite-file.ts';
import { incidentOf } from '../stored-incident.ts';
import { removeDir, temporaryDir } from './opened.ts';

const FILES = { readOnly: false, sync: 'normal' } as const;
const WITHOUT_INDEX = { version: 3, sql: JUDGEMENT_SQL };
const WITH_INDEX = {
  version: 4,
  sql: `${JUDGEMENT_SQL}${INCIDENT_INDEX_SQL}`,
  migrations: { 3: INCIDENT_INDEX_SQL },
};
const PARTS = { mergedInto: '20260513-1' };

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

describe('incidents that were kept before they could be found by what they are part of', () => {
  it('are found in the file as it was, and by an index when it is migrated', () => {
    const path = join(dir, 'state.sqlite');
    const before = new SqliteFile(path, WITHOUT_INDEX, FILES);
    const tables = new JudgementTables(before);
    tables.keepStep({
      incidents: [incidentOf('20260513-1'), incidentOf('20260513-2', PARTS)],
      memory: null,
    });
    expect(tables.incidents(PARTS).map(({ id }) => id)).toEqual(['20260513-2']);
    before.close();

    const after = new SqliteFile(path, WITH_INDEX, FILES);
    expect(new JudgementTables(after).incidents(PARTS).map(({ id }) => id)).toEqual(['20260513-2']);
    const plan = after.rows(
      `EXPLAIN QUERY PLAN SELECT body FROM incidents
        WHERE json_extract(body, '$.mergedInto') = ? ORDER BY seq DESC LIMIT ?`,
      PARTS.mergedInto,
      500,
    );
    expect(plan.map((row) => textOf(row.at(-1)))).toEqual([
      'SEARCH incidents USING INDEX incidents_of_incident (<expr>=?)',
    ]);
    after.close();
  });
});
