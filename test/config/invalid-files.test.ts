import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../src/config/problem.ts';
import { CALENDAR_RULES } from './calendar-rules.ts';
import { CONTACT_RULES } from './contact-rules.ts';
import { COUNCIL_FILE_RULES } from './council-file-rules.ts';
import { MAINTENANCE_FILE_RULES } from './maintenance-file-rules.ts';
import { MAINTENANCE_RULES } from './maintenance-rules.ts';
import { NOTIFY_RULES } from './notify-rules.ts';
import { OPENID_RULES } from './openid-rules.ts';
import { expectOnlyProblem, FIXTURES } from './rule-row.ts';
import { SECTOR_FORM_RULES } from './sector-form-rules.ts';
import { SECTOR_SENSE_RULES } from './sector-sense-rules.ts';

const RULES = [
  ...CALENDAR_RULES,
  ...MAINTENANCE_RULES,
  ...MAINTENANCE_FILE_RULES,
  ...COUNCIL_FILE_RULES,
  ...CONTACT_RULES,
  ...NOTIFY_RULES,
  ...OPENID_RULES,
  ...SECTOR_FORM_RULES,
  ...SECTOR_SENSE_RULES,
];
/** Said in the tests of what finds them: they only warn. */
const WARNINGS = [
  'mail_in_clear',
  'secret_missing',
  'tls_unusable',
  'contacts_fall_with_site',
  'member_not_told',
  'contacts_unverified',
  'secretariat_told_no_names',
  'not_used',
  'file_ignored',
  'sector_empty',
  'not_valid_today',
  'enrolment_in_future',
  'url_twice',
  'maintenance_over',
  'holidays_unknown',
];

describe('a folder that breaks one rule', () => {
  it.each(RULES)('$folder is told where, what and what may stand there', expectOnlyProblem);

  it('has a row in the table, each of them', () => {
    const folders = readdirSync(FIXTURES).filter((name) => name.startsWith('invalid-'));
    expect(RULES.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  });

  it('exists for every code of a problem', () => {
    const broken = new Set<string>([...RULES.map(({ code }) => code), ...WARNINGS]);
    expect(PROBLEM_CODES.filter((code) => !broken.has(code))).toEqual([]);
  });
});
