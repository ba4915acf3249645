import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FACTS_FILE } from '../../../src/app/facts/facts-file.ts';
import { KeptFile } from '../../../src/app/kept-file.ts';
import { validateConfig } from '../../../src/app/validate.ts';
import { TargetFacts } from '../../../src/probe/facts/facts-book.ts';
import { openProbe } from '../../probe/open-probe.ts';
import { startOriginServer } from '../../support/origin-server.ts';

const NOTIFY = 'notify: { mail: { host: mail.example, from: yamabiko@office.example } }';
const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yamabiko-contacts-'));
  await mkdir(join(dir, 'config/sectors'), { recursive: true });
  await mkdir(join(dir, 'data'));
});
afterEach(() => rm(dir, { recursive: true }));

/** Warnings in English for members given as YAML, without those of the codes left out. */
async function warningsOf(
  members: readonly string[],
  { notify = NOTIFY, head = '', without = ['contacts_unverified'] } = {},
): Promise<readonly string[]> {
  await writeFile(
    join(dir, 'config/yamabiko.yaml'),
    `council: { name: Council }\noperator: { name: Office, contactUrl: https://office.example/ }\nfields: [{ id: gas, name: Gas }]\n${notify}\n`,
  );
  await writeFile(
    join(dir, 'config/sectors/gas.yaml'),
    `sector: { id: gas, field: gas, name: Gas${head} }\nmembers:\n${members.join('')}`,
  );
  const report = await validateConfig(join(dir, 'config'), join(dir, 'data'), 'en');
  expect(report.problems).toEqual([]);
  for (const { expected } of report.warnings) {
    expect(expected.ja + expected.en).not.toMatch(FORBIDDEN);
  }
  return report.lines.filter((line) => !without.some((code) => line.endsWith(`[${code}]`)));
}

function memberWith(contacts: string, id = 'one', host = 'www.one.lg.jp'): string {
  return [
    `  - { id: ${id}, name: Member, contacts: [${contacts}],`,
    `      targets: [{ id: ${id}-home, url: "https://${host}/", enrolment: { by: Desk, on: 2026-01-01 } }] }\n`,
  ].join('\n');
}

const mail = (to: string, more = ''): string =>
  `{ kind: mail, to: ${to}, verifiedOn: 2026-10-01${more} }`;

describe('validate, of contacts', () => {
  it('warns where all contacts of a member have the domain of its site, with the place', async () => {
    const both = `${mail('web@one.lg.jp')}, ${mail('koho@mail.one.lg.jp')}`;
    expect(await warningsOf([memberWith(both)])).toEqual([
      'warning: sectors/gas.yaml:3:40 members[0].contacts: every contact of one has something in common with its site one-home (the same domain one.lg.jp) and may fail along with it [contacts_fall_with_site]',
    ]);
  });

  it.each([
    ['a mail elsewhere', mail('night@elsewhere.example')],
    ['a telephone', '{ kind: telephone, to: 03-0000-0000 }'],
    ['a chat', '{ kind: slack, to: https://hooks.slack.example/x, verifiedOn: 2026-10-01 }'],
  ])('is content with %s beside them', async (_, other) => {
    expect(await warningsOf([memberWith(`${mail('web@one.lg.jp')}, ${other}`)])).toEqual([]);
  });

  it('says nothing where nobody is to be told', async () => {
    expect(await warningsOf([memberWith(mail('web@one.lg.jp'))], { notify: '' })).toEqual([]);
  });

  it('says nothing of members of practice sites, behind whom nobody is', async () => {
    const site = '{ id: one-home, practice: { profile: steady } }';
    const member = `  - { id: one, name: Member, targets: [${site}] }\n`;
    expect(await warningsOf([member])).toEqual([]);
  });

  it('looks at name servers and ranges as far as the service knows them', async () => {
    const members = [
      memberWith(mail('web@host.example'), 'one', 'www.one.lg.jp'),
      memberWith(mail('web@else.example'), 'two', 'www.host.example'),
      memberWith(
        '{ kind: slack, to: https://hook.near.example/x, verifiedOn: 2026-10-01 }',
        'three',
        'www.three.example',
      ),
      memberWith(mail('web@far.example'), 'four', 'hook.near.example'),
    ];
    expect(await warningsOf(members)).toEqual([]);
    await keepFacts([
      ['one', 'www.one.lg.jp'],
      ['two', 'www.host.example'],
      ['three', 'www.three.example'],
      ['four', 'hook.near.example'],
    ]);
    const lines = await warningsOf(members);
    expect(lines.map((line) => /\(.*\)/.exec(line)?.[0])).toEqual([
      '(the same name servers ns1.dns.example ns2.dns.example)',
      '(the same address range 127.0.0.0/24)',
    ]);
    expect(lines[0]).toContain('every contact of one');
    expect(lines[1]).toContain('every contact of three');
  });

  it('names members to whom nothing can be sent, and why', async () => {
    const members = [
      memberWith('', 'one'),
      memberWith('{ kind: telephone, to: 03-0000-0000 }', 'two'),
      memberWith('{ kind: webhook, to: https://hook.example/x, verifiedOn: 2026-10-01 }', 'three'),
      memberWith(mail('web@elsewhere.example'), 'four'),
    ];
    const lines = await warningsOf(members, { without: ['url_twice'] });
    expect(lines.map((line) => line.replace(/^.*?: .*?: /, ''))).toEqual([
      'one has no contact and cannot be told [member_not_told]',
      'two has only contacts to which nothing can be sent (telephone) [member_not_told]',
      'three has only contacts to which nothing can be sent (webhook) [member_not_told]',
    ]);
  });

  it('names twenty of a sector one by one, and all others in one line', async () => {
    const ids = Array.from({ length: 23 }, (_, at) => `m${at}`);
    const members = ids.map((id) => memberWith('', id, `www.${id}.example`));
    const lines = await warningsOf(members);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe(
      'warning: sectors/gas.yaml:43:5 members[20]: the same holds for 3 more: m20, m21, m22 [member_not_told]',
    );
  });

  it('counts contacts that nobody verified, by file', async () => {
    const notify = `${NOTIFY.slice(0, -2)}, operator: { contacts: [{ kind: mail, to: me@office.example }] } }`;
    const contacts = `{ kind: mail, to: a@elsewhere.example }, ${mail('b@elsewhere.example')}, { kind: mail, to: c@elsewhere.example }`;
    const lines = await warningsOf([memberWith(contacts)], { notify, without: [] });
    expect(lines.map((line) => line.replace(/^warning: (\S+):\d+:\d+/, '$1'))).toEqual([
      'yamabiko.yaml notify.operator.contacts[0]: 1 of 1 contacts of this file has no verifiedOn: until verified, only the verification is sent [contacts_unverified]',
      'sectors/gas.yaml members[0].contacts[0]: 2 of 3 contacts of this file have no verifiedOn: until verified, only the verification is sent [contacts_unverified]',
    ]);
  });

  it.each([
    ['told no names', mail('o@office.example'), '', 1],
    [
      'with one contact of a wider ceiling',
      mail('o@office.example', ', ceiling: "TLP:AMBER"'),
      '',
      0,
    ],
    ['told by Grafana', mail('o@office.example'), ', alertsBy: grafana', 0],
    ['with a telephone alone', '{ kind: telephone, to: 03-0000-0000 }', '', 0],
  ])('sees a secretariat %s', async (_, contact, more, count) => {
    const head = `, secretariat: { name: Office, contacts: [${contact}] }${more}`;
    const lines = await warningsOf([memberWith(mail('web@elsewhere.example'))], { head });
    expect(lines.filter((line) => line.endsWith('[secretariat_told_no_names]'))).toHaveLength(
      count,
    );
    expect(lines).toHaveLength(count);
  });
});

/** What a service would have kept: `one` and `two` have their name servers, the others their range in common. */
async function keepFacts(sites: readonly (readonly [id: string, host: string])[]): Promise<void> {
  const book = new TargetFacts({ systemOf: () => null });
  book.setTargets(sites.map(([id, host]) => ({ id: `${id}-home`, host, operator: null })));
  const nameServers = ['ns1.dns.example', 'ns2.dns.example'];
  for (const host of ['www.one.lg.jp', 'www.host.example']) {
    book.learn(host, { aliases: [], aliasZones: [], nameServers }, 1);
  }
  const server = await startOriginServer(() => ({}));
  const probe = openProbe({});
  for (const id of ['three-home', 'four-home']) book.observe(await probe(server.origin, { id }));
  await server.close();
  const file = new KeptFile(join(dir, 'data', FACTS_FILE.name), FACTS_FILE.damagedEvent);
  await file.write(book.snapshot());
}
