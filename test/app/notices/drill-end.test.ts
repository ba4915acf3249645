import { expect, it } from 'vitest';
import { drillEndDrafts } from '../../../src/app/notices/drill-end.ts';
import { contactIdOf } from '../../../src/core/words/recipient.ts';
import { drawCouncil } from '../../share/rules/worlds.ts';
import { seeded } from '../../support/seeded.ts';
import { AT, configOf, drawTrouble, sourceOver } from './drawn-council.ts';

it('tells the end of a drill to those who were told in it, once each and to nobody else', async () => {
  const random = seeded(11);
  const council = drawCouncil(random);
  const { source } = await sourceOver(configOf(council), drawTrouble(council, random), 'drill');
  const [member, office] = ['member:bank-1', 'sector:gas'].map((id) => {
    const found = source.telling().recipients.find((recipient) => recipient.id === id);
    const [contact] = found?.contacts ?? [];
    if (found === undefined || contact === undefined) throw new Error(`no ${id}`);
    return contactIdOf(found, contact);
  });
  const told = new Set([member ?? '', office ?? '', 'member:gone/mail:nobody@example.org']);
  const drafts = drillEndDrafts(source, told, AT);
  expect(drafts.map(({ contact }) => contact).sort()).toEqual([member, office]);
  for (const { notice, marking } of drafts) {
    expect(notice).toMatchObject({ kind: 'drill_end', exercise: 'drill', matters: [] });
    expect(marking).toBe('TLP:GREEN');
  }
  expect(drillEndDrafts(source, told, AT + 1).map(({ notice }) => notice.key)).toEqual(
    drafts.map(({ notice }) => notice.key),
  );
});
