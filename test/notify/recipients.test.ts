import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/core/config.ts';
import { NO_NOTICES } from '../../src/core/notify-config.ts';
import { type Contact, PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import { recipientsOf } from '../../src/notify/recipients.ts';
import { councilOf, member, sector } from '../config/council-of.ts';

const mail = (to: string): Contact => ({ ...PLAIN_CONTACT, kind: 'mail', to });
const both = (text: string) => ({ ja: text, en: text });

function council(over: Partial<Config> = {}): Config {
  const office = { name: both('Gas office'), contacts: [mail('office@gas.example')] };
  const gas = sector('gas', [
    { ...member('gas-0001', []), contacts: [mail('web@one.example')] },
    member('gas-0002', []),
  ]);
  return {
    ...councilOf([
      { ...gas, secretariat: office },
      { ...sector('water', []), secretariat: { ...office, contacts: [] } },
      { ...sector('rail', []), secretariat: office, alertsBy: 'grafana' },
      sector('air', []),
    ]),
    notify: {
      ...NO_NOTICES,
      council: [mail('council@office.example')],
      observers: [{ id: 'ministry', name: both('Ministry'), contacts: [] }],
    },
    ...over,
  };
}

describe('the recipients of a configuration', () => {
  it('are members with contacts, secretariats, observers, the council and the operator', () => {
    expect(recipientsOf(council())).toEqual([
      {
        id: 'member:gas-0001',
        viewer: { kind: 'member', member: 'gas-0001', sector: 'gas' },
        name: both('gas-0001'),
        contacts: [mail('web@one.example')],
      },
      {
        id: 'sector:gas',
        viewer: { kind: 'secretariat', sector: 'gas' },
        name: both('Gas office'),
        contacts: [mail('office@gas.example')],
      },
      {
        id: 'sector:water',
        viewer: { kind: 'secretariat', sector: 'water' },
        name: both('Gas office'),
        contacts: [],
      },
      {
        id: 'observer:ministry',
        viewer: { kind: 'observer' },
        name: both('Ministry'),
        contacts: [],
      },
      {
        id: 'council',
        viewer: { kind: 'council' },
        name: both('Council'),
        contacts: [mail('council@office.example')],
      },
      { id: 'operator', viewer: { kind: 'operator' }, name: both('Office'), contacts: [] },
    ]);
  });

  it('are none where the configuration has no notify', () => {
    const { notify: _, ...rest } = council();
    expect(recipientsOf(rest)).toEqual([]);
  });

  it('have the operator of a practice council, who has no name of his own', () => {
    const operator = recipientsOf(council({ operator: null })).at(-1);
    expect(operator).toMatchObject({ id: 'operator', name: { ja: '運用者', en: 'Operator' } });
  });
});
