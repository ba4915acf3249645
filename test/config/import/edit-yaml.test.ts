import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Edit, FileMapping } from '../../../src/config/import/edit.ts';
import { editedText } from '../../../src/config/import/edited-text.ts';
import { inlineYaml } from '../../../src/config/import/yaml-text.ts';

const SECTOR = `# the sector
sector:
  id: gas
  field:   gas     # spaces stay

members:
  # the first member
  - id: gas-0001
    code: "011002"            # the code
    name: { ja: 架空ガス, en: "Kakū Gas" }
    targets:
      - id: gas-0001-home     # never change it
        url: 'https://www.kaku.example.jp/'

        # the last word
        consent: counted
  # the end
`;

function edited(edits: readonly Edit[], text = SECTOR): string {
  const after = editedText('sectors/gas.yaml', text, edits);
  if (after === null) throw new Error('not editable');
  return after.text;
}

const MEMBER: FileMapping = {
  id: 'gas-0002',
  code: '012025',
  name: { ja: '㈱髙﨑', en: 'Takasaki: Gas' },
  contacts: [{ kind: 'mail', to: 'a@gas.example' }],
  targets: [
    {
      id: 'gas-0002-home',
      url: 'https://b.example/?a=1,2',
      enrolment: { by: '総務課', on: '2026-10-01' },
      schedule: '*/5 * * * *',
      family: 4,
    },
  ],
};
const MEMBER_LINES = `  - id: gas-0002
    code: "012025"
    name: { ja: ㈱髙﨑, en: "Takasaki: Gas" }
    contacts:
      - { kind: mail, to: a@gas.example }
    targets:
      - id: gas-0002-home
        url: "https://b.example/?a=1,2"
        enrolment: { by: 総務課, on: 2026-10-01 }
        schedule: "*/5 * * * *"
        family: 4
`;

describe('editing a sector’s file', () => {
  it('adds a member behind the last and leaves every other byte as it was', () => {
    const after = edited([{ kind: 'append', path: ['members'], value: MEMBER }]);
    expect(after).toBe(SECTOR.replace('  # the end\n', `${MEMBER_LINES}  # the end\n`));
  });

  it('adds members to an empty list, however it is written', () => {
    for (const empty of ['members: []\n', 'members:\n', 'members: [ ] # none yet\n']) {
      const edits: Edit[] = [
        { kind: 'append', path: ['members'], value: MEMBER },
        {
          kind: 'append',
          path: ['members'],
          value: { id: 'gas-0003', name: '幻ガス', targets: [] },
        },
      ];
      const after = edited(edits, `sector: { id: gas }\n${empty}`);
      expect(parse(after).members).toEqual(edits.map(({ value }) => value));
    }
  });

  it('adds a site to a member, and values to a site, beside their comments', () => {
    const path = ['members', 0, 'targets'];
    const after = edited([
      { kind: 'append', path, value: { id: 'gas-0001-2', url: 'https://two.example/' } },
      { kind: 'set', path: [...path, 0, 'schedule'], value: '0 * * * *' },
      { kind: 'set', path: [...path, 0, 'url'], value: 'https://new.example/' },
      { kind: 'set', path: ['members', 0, 'code'], value: '099991' },
      { kind: 'set', path: ['members', 0, 'name'], value: { ja: '新ガス', en: 'New Gas' } },
      {
        kind: 'append',
        path: ['members', 0, 'contacts'],
        value: { kind: 'telephone', to: '03-1234-5678' },
      },
    ]);
    expect(after).toBe(`# the sector
sector:
  id: gas
  field:   gas     # spaces stay

members:
  # the first member
  - id: gas-0001
    code: "099991"            # the code
    name: { ja: 新ガス, en: New Gas }
    contacts:
      - { kind: telephone, to: 03-1234-5678 }
    targets:
      - id: gas-0001-home     # never change it
        url: https://new.example/

        # the last word
        consent: counted
        schedule: 0 * * * *
      - id: gas-0001-2
        url: https://two.example/
  # the end
`);
  });

  it('keeps the line ends of Windows', () => {
    const after = edited(
      [{ kind: 'append', path: ['members'], value: MEMBER }],
      SECTOR.replaceAll('\n', '\r\n'),
    );
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after.replaceAll('\r\n', '\n')).toBe(
      edited([{ kind: 'append', path: ['members'], value: MEMBER }]),
    );
  });

  it('edits mappings and lists on one line', () => {
    const text = `members: [{ id: gas-0001, name: A, targets: [{ id: t, url: "https://a.example/" }] }]\n`;
    const after = edited(
      [
        { kind: 'set', path: ['members', 0, 'targets', 0, 'consent'], value: 'own' },
        {
          kind: 'append',
          path: ['members', 0, 'targets'],
          value: { id: 'u', url: 'https://b.example/' },
        },
      ],
      text,
    );
    expect(after).toBe(
      'members: [{ id: gas-0001, name: A, targets: [{ id: t, url: "https://a.example/", consent: own }, { id: u, url: https://b.example/ }] }]\n',
    );
  });

  it('ends a file that has no last line break', () => {
    const text = 'members:\n  - id: a\n    name: A\n    targets: []';
    const after = edited(
      [{ kind: 'append', path: ['members'], value: { id: 'b', name: 'B' } }],
      text,
    );
    expect(after).toBe(`${text}\n  - id: b\n    name: B`);
  });

  it('leaves what an alias stands for to a person', () => {
    const text = `base: &base { id: a, name: A, targets: [] }\nmembers:\n  - *base\n`;
    const edit: Edit = { kind: 'set', path: ['members', 0, 'code'], value: '1' };
    expect(editedText('sectors/gas.yaml', text, [edit])).toBeNull();
  });

  it.each([
    '架空市',
    'true',
    'No',
    '012',
    '1e3',
    'a: b',
    'a #b',
    '- a',
    '*a',
    '&a',
    '@a',
    '「」',
    'a, b',
    '{a}',
    '"a"',
    "it's",
    'a\nb',
    ' a ',
    '2026-10-01',
    '〜',
    'あ～い',
    '!a',
    '%a',
    '',
    'null',
    '株式会社 例え（本店）',
  ])('writes %j so that it is read back', (text) => {
    expect(parse(`k: ${inlineYaml(text)}`)).toEqual({ k: text });
    expect(parse(`k: ${inlineYaml({ a: text, b: [text, 1] })}`)).toEqual({
      k: { a: text, b: [text, 1] },
    });
  });
});

describe('thousands of new members', () => {
  it('are all in the text, though only the ends of their block are read back', () => {
    const edits = Array.from({ length: 400 }, (_, index): Edit => {
      const id = `gas-${index + 100}`;
      const targets = [{ id: `${id}-home`, url: `https://${id}.example/?a,b` }];
      const value = { id, code: `0${index}`, name: { ja: `社: ${index} #`, en: "it's" }, targets };
      return { kind: 'append', path: ['members'], value };
    });
    const after = parse(edited(edits));
    expect(after.members.slice(1)).toEqual(edits.map(({ value }) => value));
  });
});
