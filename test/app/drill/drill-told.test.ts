import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startLoneDrill } from '../../../src/app/drill/lone-drill.ts';
import { orderNotice } from '../../../src/app/notices/order-notice.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import type { NamedDto } from '../../../src/board/dto.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Language } from '../../../src/core/words/language.ts';
import { type SinkMail, type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { eventually, mailBy, mailTo } from '../notices/told-council.ts';
import { drillFolder, TRIAL } from './drill-folder.ts';

/** Every second site for some slots: all at once would be our own network. */
const HALF = TRIAL.replace('who: everybody', 'who: { sector: gas, share: 0.5 }')
  .replace('length: 30m', 'length: 60m')
  .replace('for: 10m', 'for: 40m');
const MARKS: Readonly<Record<Language, string>> = { ja: '【訓練】', en: '[EXERCISE]' };

/** Members read Japanese or English in turn; all but the office agreed to take part. */
function toldConfig(config: Config, sink: SmtpSink): Config {
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    secretariat: { name: sector.name, contacts: [mailTo('office@gas.example')] },
    members: sector.members.map((member, index) => ({
      ...member,
      contacts: [mailTo(`web@${member.id}.example`, { language: languageOf(index) })],
    })),
  }));
  const members = config.sectors.flatMap((sector) => sector.members);
  const exercises = members.map(({ id }) => `member:${id}`);
  const pace = { groupMs: 0, windowMs: 0, remindMs: 86_400_000 };
  return { ...config, sectors, notify: { ...NO_NOTICES, mail: mailBy(sink), pace, exercises } };
}

function languageOf(index: number): Language {
  return index % 2 === 0 ? 'ja' : 'en';
}

function memberOf({ to }: SinkMail): string {
  return /^web@(.*)\.example$/.exec(to[0] ?? '')?.[1] ?? '';
}

/** As the operator names what a member was told of: its site's trouble, or the pattern that holds it. */
async function incidentOf(url: string, member: string): Promise<string> {
  const answer = await fetch(`${url}/api/incidents`);
  const { data } = (await answer.json()) as {
    readonly data: {
      readonly incidents: readonly { id: string; subject: { member?: NamedDto } }[];
    };
  };
  const own = data.incidents.find(({ subject }) => subject.member?.id === member);
  return (own ?? data.incidents[0])?.id ?? '';
}

function languageIn(mail: SinkMail): Language {
  return languageOf(Number(memberOf(mail).replace('gas-', '')));
}

function expectMarked(mail: SinkMail): void {
  const mark = MARKS[languageIn(mail)];
  const lines = (mail.parsed.text ?? '').trim().split('\n');
  expect(mail.parsed.subject?.startsWith(mark)).toBe(true);
  expect([lines[0], lines.at(-1)]).toEqual([mark, mark]);
  expect(mail.parsed.html).toContain(`<p>${mark}</p>`);
}

it('a drill tells those who agreed, marked in their language, and records who acknowledged when', async () => {
  const folder = drillFolder();
  onTestFinished(() => rmSync(folder.root, { recursive: true, force: true }));
  writeFileSync(join(folder.config, 'drills/trial.yaml'), HALF);
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const { service, ended } = await startLoneDrill({
    config: toldConfig(await requireConfig(folder.config), sink),
    ...{ dataDir: folder.data, secretsDir: folder.config, extraCa: [], log: noLog },
    ...{ scenario: 'trial', speed: 60, listen: { host: '127.0.0.1', port: 0 } },
  });
  onTestFinished(() => service.close());
  const [first] = await eventually(() => {
    const languages = new Set(sink.received.map(languageIn));
    return languages.size === 2 ? sink.received : null;
  });
  if (first === undefined) throw new Error('nobody was told');
  const place = { dataDir: folder.data, configDir: folder.config, warn: () => {} };
  const id = await incidentOf(service.url, memberOf(first));
  const recipient = `member:${memberOf(first)}`;
  const by = '当番 / duty';
  const acknowledged = await orderNotice(
    { action: 'acknowledge', incident: id, recipient, by },
    place,
  );
  expect(acknowledged).toMatchObject({ by: 'service', outcome: { wasBefore: false } });
  const told = await orderNotice({ action: 'notice-told', incident: id, as: null }, place);
  const begunAt = Date.parse('2023-06-06T18:10:00+09:00');
  expect(told.outcome).toMatchObject({
    recipients: expect.arrayContaining([
      expect.objectContaining({
        recipient,
        state: 'acknowledged',
        acknowledged: { at: expect.toSatisfy((at: number) => at >= begunAt), by },
      }),
    ]),
  });
  expect(await ended).toBe('scenario');
  const isEnd = ({ parsed }: SinkMail) => /訓練終了|END OF EXERCISE/.test(parsed.subject ?? '');
  const addressed = new Set(sink.received.map(memberOf));
  await eventually(() => (sink.received.filter(isEnd).length === addressed.size ? true : null));
  expect(addressed).not.toContain('');
  for (const mail of sink.received) if (!isEnd(mail)) expectMarked(mail);
  const endings = new Set(
    sink.received.filter(isEnd).map(({ parsed }) => parsed.subject?.slice(0, 6)),
  );
  expect(endings).toEqual(new Set(['【訓練終了】', '[END O']));
}, 180_000);
