import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { partsOf } from '../../src/config/plan/council-parts.ts';
import { restartFields } from '../../src/config/plan/restart-fields.ts';
import { planBetween, planOf } from '../../src/config/plan.ts';
import { parseSource } from '../../src/config/source-file.ts';
import { DAY_KINDS } from '../../src/core/calendar.ts';
import type { Config, Consent } from '../../src/core/config.ts';
import { NO_NOTICES, type NotifyConfig } from '../../src/core/notify-config.ts';
import { PLAIN_CONTACT, WIDEST_CEILINGS } from '../../src/core/words/recipient.ts';
import { VIEWER_KINDS, type Viewer, type ViewerKind } from '../../src/core/words/viewer.ts';
import { CONTENT_BY_RIGHT, markingOf } from '../../src/share/rules/marking-of.ts';
import { readRightOf } from '../../src/share/rules/read-right.ts';
import { councilOf, member, sector, target } from './council-of.ts';
import { FIXTURES } from './rule-row.ts';

async function whole(): Promise<Config> {
  const loaded = await loadConfig(join(FIXTURES, 'whole'));
  if (!loaded.ok) throw new Error('the whole shape does not load');
  return loaded.config;
}

describe('notify', () => {
  it('is read whole', async () => {
    const { notify } = await whole();
    expect(notify).toEqual({
      mail: {
        host: 'mail.example',
        port: 2525,
        security: 'tls',
        user: 'yamabiko',
        passwordFile: 'secrets/smtp',
        from: 'yamabiko@council.example',
        replyTo: 'desk@council.example',
      },
      webhook: { secretFile: 'secrets/webhook' },
      council: [
        {
          ...PLAIN_CONTACT,
          kind: 'teams',
          to: 'https://flow.example/hush',
          language: 'en',
          ceiling: 'TLP:AMBER',
        },
      ],
      operator: [
        {
          ...PLAIN_CONTACT,
          kind: 'alertmanager',
          to: 'http://127.0.0.1:9093',
          floor: 'pattern',
          ceiling: 'TLP:AMBER+STRICT',
        },
        {
          ...PLAIN_CONTACT,
          kind: 'slack',
          to: 'https://hooks.slack.example/hush',
          escalateAfterMs: 1_800_000,
        },
      ],
      observers: [
        {
          id: 'ministry',
          name: { ja: '所管省庁', en: 'Ministry' },
          contacts: [
            { ...PLAIN_CONTACT, kind: 'mail', to: 'desk@ministry.example', ceiling: 'TLP:CLEAR' },
          ],
        },
      ],
      pace: { groupMs: 30_000, windowMs: 300_000, remindMs: 7_200_000 },
      exercises: ['operator', 'council', 'sector:gas', 'member:gas-0001', 'observer:ministry'],
      heartbeat: { url: 'https://watch.example/hush', everyMs: 120_000 },
    } satisfies NotifyConfig);
  });

  it('has the contacts of members with all that may be said of one', async () => {
    const [plain, , night] = (await whole()).sectors[0]?.members[0]?.contacts ?? [];
    expect(plain).toEqual({
      ...PLAIN_CONTACT,
      kind: 'mail',
      to: 'web@example.jp',
      role: 'webmaster',
      verifiedOn: '2026-10-01',
    });
    expect(night).toEqual({
      ...PLAIN_CONTACT,
      kind: 'mail',
      to: 'night@example.jp',
      language: 'en',
      floor: 'failing',
      quietHours: { from: 22 * 60, to: 7 * 60, days: ['workday', 'weekend'] },
      escalateAfterMs: 900_000,
      ceiling: 'TLP:AMBER',
    });
  });

  it.each([
    ['tls', 465],
    ['starttls', 587],
    ['none', 25],
  ])('takes the port of %s, every default and all days', async (security, port) => {
    const loaded = await loadWith(
      `notify: { mail: { host: 127.0.0.1, security: ${security}, from: a@b.example }, heartbeat: { url: "http://[::1]:8/x" }, operator: { contacts: [{ kind: mail, to: me@b.example, quietHours: { from: "00:00", to: "06:00" } }] } }`,
    );
    const { notify } = loaded.ok ? loaded.config : {};
    expect(loaded.warnings).toEqual([]);
    expect(notify).toMatchObject({
      mail: { port, security, user: null, passwordFile: null, replyTo: null },
      heartbeat: { everyMs: 60_000 },
      operator: [{ quietHours: { from: 0, to: 360, days: DAY_KINDS } }],
      pace: NO_NOTICES.pace,
      exercises: [],
      webhook: null,
    });
  });

  it('tells nobody where it is absent', async () => {
    const loaded = await loadWith('');
    expect(loaded.ok && 'notify' in loaded.config).toBe(false);
  });
});

async function loadWith(line: string) {
  const { source } = parseSource(
    'yamabiko.yaml',
    `council: { name: Council }\noperator: { name: Office, contactUrl: https://office.example/ }\nfields: [{ id: gas, name: Gas }]\n${line}\n`,
  );
  return loadConfig(join(FIXTURES, 'valid'), {
    instead: new Map([['yamabiko.yaml', { source, problems: [] }]]),
    withoutSectors: true,
  });
}

describe('what is kept and planned of notify', () => {
  const notify: NotifyConfig = {
    ...NO_NOTICES,
    council: [{ ...PLAIN_CONTACT, kind: 'teams', to: 'https://flow.example/hush' }],
    operator: [{ ...PLAIN_CONTACT, kind: 'slack', to: 'https://hooks.slack.example/hush' }],
    observers: [
      {
        id: 'ministry',
        name: { ja: '省庁', en: 'Ministry' },
        contacts: [{ ...PLAIN_CONTACT, kind: 'webhook', to: 'https://hook.example/hush' }],
      },
    ],
    heartbeat: { url: 'https://watch.example/hush', everyMs: 60_000 },
  };
  const council = councilOf([sector('gas', [member('gas-0001', [target('gas-0001-home')])])]);

  it('holds no address that is a password', () => {
    const text = JSON.stringify(partsOf({ ...council, notify }));
    expect(text).not.toContain('hush');
    for (const host of ['flow', 'hooks.slack', 'hook', 'watch']) {
      expect(text).toContain(`https://${host}.example/…`);
    }
  });

  it('says nothing of a contact beside what the file says', () => {
    const [plain] = partsOf({ ...council, notify: { ...notify, council: [MAIL] } });
    expect(plain?.values['notify.council']).toBe('mail:office@council.example');
    const special = {
      ...MAIL,
      language: 'en',
      floor: 'failing',
      quietHours: { from: 1320, to: 420, days: ['weekend', 'holiday'] },
      escalateAfterMs: 900_000,
      ceiling: 'TLP:AMBER',
    } as const;
    const [told] = partsOf({ ...council, notify: { ...notify, council: [special] } });
    expect(told?.values['notify.council']).toBe(
      'mail:office@council.example en floor failing quiet 22:00-07:00 weekend+holiday after 900000 ms TLP:AMBER',
    );
  });

  it('sees the section come and go as a whole, and nothing where it never was', () => {
    const told = { ...council, notify: { ...NO_NOTICES, mail: SERVER, council: [MAIL] } };
    const fieldsOf = (before: Config, after: Config) =>
      planOf(before, after).around.flatMap(({ kind, fields }) => fields.map((one) => [kind, one]));
    const come = fieldsOf(council, told);
    const address = 'mail:office@council.example';
    expect(come).toContainEqual([
      'council',
      { field: 'notify.mail.host', before: null, after: 'mail.example' },
    ]);
    expect(come).toContainEqual([
      'council',
      { field: 'notify.council', before: null, after: address },
    ]);
    expect(fieldsOf(told, council)).toContainEqual([
      'council',
      { field: 'notify.council', before: address, after: null },
    ]);
    expect(fieldsOf(council, { ...council, notify: NO_NOTICES })).toEqual([]);
  });

  it('is silent against a record of a version that had no such section', () => {
    const told = { ...council, notify: { ...NO_NOTICES, council: [MAIL] } };
    const older = partsOf(told).map((part) => ({
      ...part,
      values: Object.fromEntries(
        Object.entries(part.values).filter(([name]) => !/^notify|yearEnd/.test(name)),
      ),
    }));
    expect(planBetween(older, told).around).toEqual([]);
  });

  it('sees another path of a secret address, and another quiet hour', () => {
    const other = {
      ...notify,
      council: [{ ...PLAIN_CONTACT, kind: 'teams', to: 'https://flow.example/other' }],
    } as const;
    const plan = planOf({ ...council, notify }, { ...council, notify: other });
    expect(plan.around[0]?.fields.map(({ field }) => field)).toEqual(['notify.council']);
    expect(JSON.stringify(plan)).not.toContain('other');
  });

  it('takes contacts, pace and exercises at once, servers and secrets from the next start on', () => {
    const next: NotifyConfig = {
      mail: SERVER,
      webhook: { secretFile: 'secrets/webhook' },
      council: [],
      operator: [],
      observers: [],
      pace: { groupMs: 1, windowMs: 2, remindMs: 3 },
      exercises: ['operator'],
      heartbeat: null,
    };
    const [change] = planOf({ ...council, notify }, { ...council, notify: next }).around;
    const later = change === undefined ? [] : restartFields(change);
    expect(later.toSorted()).toEqual([
      'notify.heartbeat.everyMs',
      'notify.heartbeat.url',
      'notify.mail.from',
      'notify.mail.host',
      'notify.mail.port',
      'notify.mail.security',
      'notify.webhook.secretFile',
    ]);
    expect(change?.fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['notify.council', 'notify.pace.groupMs', 'notify.exercises']),
    );
  });
});

const SERVER = {
  host: 'mail.example',
  port: 587,
  security: 'starttls',
  user: null,
  passwordFile: null,
  from: 'a@b.example',
  replyTo: null,
} as const;
const MAIL = { ...PLAIN_CONTACT, kind: 'mail', to: 'office@council.example' } as const;

describe('the widest ceiling of a contact', () => {
  it.each(VIEWER_KINDS)('of %s is the strictest that the rules let it read of others', (kind) => {
    const consents: readonly Consent[] = ['own', 'counted', 'sector', 'named'];
    const rights = consents.flatMap((consent) =>
      (['gas', 'water'] as const).map((of) =>
        readRightOf(VIEWERS[kind], {
          id: 't',
          member: 'other',
          sector: of,
          consent,
          secretariatSees: 'detail',
        }),
      ),
    );
    const contents = rights.flatMap((right) => CONTENT_BY_RIGHT[right] ?? []);
    expect(WIDEST_CEILINGS[kind]).toBe(markingOf(contents));
  });
});

const VIEWERS: Readonly<Record<ViewerKind, Viewer>> = {
  member: { kind: 'member', member: 'own', sector: 'gas' },
  secretariat: { kind: 'secretariat', sector: 'gas' },
  council: { kind: 'council' },
  observer: { kind: 'observer' },
  operator: { kind: 'operator' },
};
