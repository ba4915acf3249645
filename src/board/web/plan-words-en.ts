import type { PlanWords } from './plan-words.ts';

export const PLAN_EN: PlanWords = {
  plan: 'Changes of the configuration',
  planNote:
    'What was taken into the configuration while measuring, as npx yamabiko plan words it: the newest ten changes since the service was started.',
  planNone: 'The configuration has not changed since the service was started.',
  planFixed:
    'The practice council that the program brings along is measured: its configuration does not change.',
  planDenied: 'Changes of the configuration are shown to the operator alone.',
  planApplied: 'Changes in force',
  planWaiting: 'A change that was not taken',
  planWould: 'Taken, it would do this:',
  planUnsaid: 'What it would change cannot be said until its errors are mended.',
  planConfirm: 'If it is meant, approve it with this command; the files can stay as they are.',
  planUndo: 'If it is not, put the files back.',
  planFiles: 'Files that changed',
  planSince: (at, trigger) => `Since ${at} (${trigger})`,
  planRead: (at, trigger) => `Read at ${at} (${trigger})`,
  planConfirmed: (removals) =>
    `the removal of ${removals} ${removals === '1' ? 'site' : 'sites'} was approved`,
  planRemovals: (count, of) => `${count} of the ${of} sites in force would no longer be measured.`,
  planCount: (changes) => `${changes} ${changes === '1' ? 'change' : 'changes'}`,
  planMore: (n) =>
    `${n} more ${n === '1' ? 'change is' : 'changes are'} not listed: see npx yamabiko plan before it is taken.`,
  planNoChange: 'Nothing that is measured changes.',
  planSector: ({ sector, added, removed, renamed, changed, kept }, change) => {
    const note = { added: ' (new sector)', removed: ' (whole sector removed)', kept: '' }[change];
    return `${sector}${note}: ${added} added, ${removed} removed, ${renamed} renamed, ${changed} changed, ${kept} kept`;
  },
  planRestart: 'Settings that take effect at the next start',
  colChange: 'Change',
  colWhat: 'Of what',
  colContent: 'Content',
  triggers: {
    start: 'at the start',
    signal: 'told to reload',
    files: 'files changed',
    approval: 'approved',
  },
  fileChanges: { added: 'new', removed: 'gone', changed: 'changed' },
  changes: {
    removed: 'removed',
    renamed: 'renamed',
    changed: 'changed',
    added: 'added',
    refused: 'not taken',
    kept: 'stays',
  },
};
