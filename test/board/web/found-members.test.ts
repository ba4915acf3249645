import { describe, expect, it } from 'vitest';
import { chosenAmong, foundMembers, listedMembers } from '../../../src/board/web/found-members.ts';

const GAS = { ja: '都市ガス', en: 'Gas' };
const RAIL = { ja: '鉄道', en: 'Rail' };
const named = (id: string, ja: string, en: string) => ({ id, name: { ja, en } });
const ALL = listedMembers({
  sectors: [
    {
      ...{ id: 'gas', name: GAS },
      members: [named('gas-1', '東都ガス', 'Toto Gas'), named('gas-10', '西都ガス', 'Saito Gas')],
    },
    { ...{ id: 'rail', name: RAIL }, members: [named('rail-1', '東都電鉄', 'Toto Railway')] },
  ],
});
const idsOf = (text: string) => foundMembers(ALL, text).map(({ id }) => id);

describe('members to choose from', () => {
  it('bear the name of their sector', () => {
    expect(ALL.map(({ id, sector }) => [id, sector.ja])).toEqual([
      ['gas-1', '都市ガス'],
      ['gas-10', '都市ガス'],
      ['rail-1', '鉄道'],
    ]);
  });

  it.each([
    ['', ['gas-1', 'gas-10', 'rail-1']],
    ['東都', ['gas-1', 'rail-1']],
    ['ｶﾞｽ', ['gas-1', 'gas-10']],
    ['toto RAIL', ['rail-1']],
    ['gas-', ['gas-1', 'gas-10']],
    ['gas-1', ['gas-1']],
    [' gas-10 ', ['gas-10']],
    ['gas-2', []],
    ['鉄道', []],
  ])('are found by a part of their name, or by id: %j', (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  it.each([
    ['the only one found', 'rail-1', '', 'rail-1'],
    ['the only one found, in the place of another', 'rail-1', 'gas-1', 'rail-1'],
    ['who was chosen before and is found', '東都', 'gas-1', 'gas-1'],
    ['nobody where that one is not found', '西 東', 'gas-1', ''],
    ['nobody where several are found', '東都', 'gas-10', ''],
    ['nobody where none is found', 'x', 'gas-1', ''],
  ])('are chosen: %s', (_, text, before, chosen) => {
    expect(chosenAmong(foundMembers(ALL, text), before)).toBe(chosen);
  });
});
