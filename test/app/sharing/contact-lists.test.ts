import { describe, expect, it } from 'vitest';
import { ContactLists } from '../../../src/app/sharing/contact-lists.ts';
import { OwnFields } from '../../../src/app/sharing/own-fields.ts';
import { withOwners } from '../../../src/config/owner-of-field.ts';
import type { Config } from '../../../src/core/config.ts';
import { type Contact, PLAIN_CONTACT } from '../../../src/core/words/recipient.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { councilOf, member, sector, target } from '../../config/council-of.ts';

const BY = { member: 'gas-0001', at: 10, by: 'member', actor: 'sato', request: null } as const;

function mailbox(name: string): Contact {
  return { ...PLAIN_CONTACT, kind: 'mail', to: `${name}@example.jp` };
}

function filesWith(contacts: readonly Contact[]): Config {
  const gas = { ...member('gas-0001', [target('gas-0001-home')]), contacts };
  return councilOf([sector('gas', [gas, member('gas-0002', [target('gas-0002-home')])])]);
}

const FILE = [mailbox('file')];
const addressesIn = (files: Config, { touched }: OwnFields) =>
  withOwners(files, touched).config.sectors[0]?.members[0]?.contacts.map(({ to }) => to);

describe('the contacts that a member sets', () => {
  it('hold in the place of the files, whatever those say later, and after a restart', async () => {
    const { said, state } = createMemoryStore();
    const own = await OwnFields.open(said, 0);
    expect(addressesIn(filesWith(FILE), own)).toEqual(['file@example.jp']);
    const contacts = [mailbox('a'), mailbox('b')];
    const set = await own.contacts.set(FILE, () => ({ ...BY, contacts }));
    expect(set).toEqual({ refusal: null, added: contacts });
    const again = await OwnFields.open(said, 0);
    const next = filesWith([mailbox('other')]);
    await again.follow(next, 30);
    expect(addressesIn(next, again)).toEqual(['a@example.jp', 'b@example.jp']);
    expect(again.contacts.of('gas-0001')).toMatchObject({ version: 1, file: [mailbox('other')] });
    expect(await state.auditLines()).toHaveLength(1);
  });

  it('are told of by the plan once where the files have others anew', async () => {
    const own = await OwnFields.open(createMemoryStore().said, 0);
    await own.contacts.set(FILE, () => ({ ...BY, contacts: [mailbox('a')] }));
    const next = filesWith([mailbox('other')]);
    const refused = { field: 'contacts', id: 'gas-0001', sector: 'gas', asked: null, kept: null };
    expect(withOwners(filesWith(FILE), own.touched)).toMatchObject({
      refused: [],
      wider: [refused],
    });
    expect(withOwners(next, own.touched)).toMatchObject({ refused: [refused], wider: [] });
    await own.follow(next, 20);
    expect(withOwners(next, own.touched)).toMatchObject({ refused: [], wider: [refused] });
  });

  it('keep the name of an address that stays, and tell which were not there before', async () => {
    const { said, state } = createMemoryStore();
    const lists = await ContactLists.open(said);
    const kept = { ...mailbox('file'), role: 'web' };
    const [first, second] = [mailbox('a'), mailbox('b')];
    const none = await lists.set(FILE, () => ({ ...BY, contacts: [kept] }));
    expect(none).toEqual({ refusal: null, added: [] });
    await lists.set(FILE, () => ({ ...BY, contacts: [kept, first] }));
    const keys = lists.of('gas-0001')?.contacts.map(({ key }) => key) ?? [];
    const added = await lists.set(FILE, () => ({
      ...BY,
      contacts: [second, first],
      request: 'no. 3',
    }));
    expect(added).toEqual({ refusal: null, added: [second] });
    const after = lists.of('gas-0001')?.contacts.map(({ key }) => key) ?? [];
    expect(after[1]).toBe(keys[1]);
    expect(new Set([...keys, ...after]).size).toBe(3);
    const lines = await state.auditLines();
    expect(lines.at(-1)).toMatchObject({
      ...{ at: 10, actor: 'sato', action: 'contacts.changed', subject: 'gas-0001' },
      detail: `version 3: mail ${after[0]}, mail ${after[1]}; request no. 3`,
    });
    expect(JSON.stringify(lines)).not.toContain('example.jp');
  });

  it('become the member’s own though they are as the files have them, and are no second version', async () => {
    const { said, state } = createMemoryStore();
    const lists = await ContactLists.open(said);
    for (const _ of [1, 2]) await lists.set(FILE, () => ({ ...BY, contacts: FILE }));
    expect(lists.of('gas-0001')?.version).toBe(1);
    expect(await state.auditLines()).toHaveLength(1);
    const { touched } = lists;
    await lists.follow(filesWith(FILE));
    expect(lists.touched).toBe(touched);
  });

  it('hold for nobody when they could not be kept', async () => {
    const store = createMemoryStore();
    const own = await OwnFields.open(store.said, 0);
    await store.close();
    const set = own.contacts.set(FILE, () => ({ ...BY, contacts: [] }));
    await expect(set).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(addressesIn(filesWith(FILE), own)).toEqual(['file@example.jp']);
  });
});
