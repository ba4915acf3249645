import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { leftDrillDirs } from '../../../src/app/drill/interrupted-drills.ts';
import { LeftSending } from '../../../src/app/drill/left-notices.ts';
import { requireConfig } from '../../../src/app/validate.ts';
import type { Config } from '../../../src/core/config.ts';
import { NO_NOTICES } from '../../../src/core/notify-config.ts';
import { encodeDesk } from '../../../src/notify/desk-text.ts';
import { statePath } from '../../../src/store/embedded/file-names.ts';
import { StateFile } from '../../../src/store/embedded/state-file.ts';
import { noticeWith } from '../../notify/channels/channel-entry.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { mailBy, mailTo } from '../notices/told-council.ts';
import { drillFolder } from './drill-folder.ts';

const MEMBER = 'member:gas-0';
const TO = 'web@gas-0.example';
const CONTACT = `${MEMBER}/mail:${TO}`;
/** In the time of the day that was replayed, long ago. */
const AT = Date.parse('2023-06-06T18:00:00+09:00');

async function toldConfig(folder: string, sink: SmtpSink): Promise<Config> {
  const config = await requireConfig(folder);
  const sectors = config.sectors.map((sector) => ({
    ...sector,
    members: sector.members.map((member) =>
      member.id === 'gas-0' ? { ...member, contacts: [mailTo(TO)] } : member,
    ),
  }));
  return { ...config, sectors, notify: { ...NO_NOTICES, mail: mailBy(sink), exercises: [MEMBER] } };
}

/** A store of a drill that was killed after it had written one notice. */
function interruptedDrill(data: string): string {
  const dir = join(data, 'drill-trial');
  mkdirSync(dir, { recursive: true });
  const state = new StateFile(statePath(dir), { readOnly: false, sync: 'normal' });
  const desk = { count: 1, lastAt: AT, told: new Map(), unsaid: new Map() };
  const notice = noticeWith({
    ...{ key: `${CONTACT}#1-${AT}`, recipient: MEMBER, exercise: 'drill', at: AT, matters: [] },
  });
  state.notices.keepStep({
    desks: [{ contact: CONTACT, body: encodeDesk(desk) }],
    decisions: [],
    outbox: [
      ...[{ contact: CONTACT, to: { kind: 'mail' as const, to: TO, language: 'ja' as const } }],
    ].map((to) => ({ ...to, marking: 'TLP:GREEN', notice })),
  });
  state.close();
  return dir;
}

function waitingIn(dir: string): number {
  const state = new StateFile(statePath(dir), { readOnly: true, sync: 'normal' });
  const waiting = state.notices.waiting(0).length;
  state.close();
  return waiting;
}

it('what a drill left is sent at the next start, and then its end, once', async () => {
  const folder = drillFolder();
  onTestFinished(() => rmSync(folder.root, { recursive: true, force: true }));
  let sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const { port } = sink;
  const dir = interruptedDrill(folder.data);
  const config = await toldConfig(folder.config, sink);
  const { log, next, entries } = recordedLog();

  await sink.close();
  const failed = next('notify.failed');
  const away = new LeftSending({ config, secretsDir: folder.config, log });
  away.send(leftDrillDirs(folder.data));
  await failed;
  await away.close();
  expect(waitingIn(dir)).toBe(2);

  sink = await startSmtpSink({ port });
  for (let start = 0; start < 2; start += 1) {
    const sending = new LeftSending({ config, secretsDir: folder.config, log });
    const sent = next('drill.notices_sent');
    sending.send(leftDrillDirs(folder.data));
    if (start === 0) await sent;
    await sending.close();
  }
  expect(sink.received.map(({ parsed }) => parsed.subject?.slice(0, 6))).toEqual([
    expect.stringContaining('【訓練】'),
    '【訓練終了】',
  ]);
  expect(waitingIn(dir)).toBe(0);
  expect(entries.filter(({ event }) => event === 'drill.notices_left')).toEqual([]);
});
