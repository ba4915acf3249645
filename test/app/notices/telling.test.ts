import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import { MINUTE } from './drawn-council.ts';
import { startDrawnTelling } from './drawn-telling.ts';
import {
  askedAgain,
  dataFolder,
  eventually,
  startSites,
  startTold,
  subjectsTo,
  toldConfig,
} from './told-council.ts';

const MEMBER = 'web@m-site-0.example';

async function council(count: number) {
  const sites = await startSites();
  onTestFinished(() => sites.close());
  let away = false;
  const sink = await startSmtpSink({
    refuse: () => (away ? { code: 451, text: 'later' } : null),
  });
  onTestFinished(() => sink.close());
  const data = dataFolder();
  onTestFinished(data.remove);
  return {
    ...{ sites, sink, dir: data.dir },
    config: await toldConfig(count, { sites, sink }),
    setAway: (is: boolean) => {
      away = is;
    },
  };
}

describe('telling', () => {
  it('looks at bands that were released anew, also where another outlet took them first', async () => {
    const { releases, clock, judged, notices } = await startDrawnTelling();
    await clock.run(3000);
    judged.judgement = 'failing';
    // So long a band stays as it was released.
    clock.step(5 * MINUTE);
    releases.take(clock.now());
    await clock.run(3000);
    const told = (await notices.outbox()).toReversed().map(({ notice }) => notice);
    expect(told.map(({ kind }) => kind)).toEqual(['trouble', 'change']);
    const bands = told.map(({ matters }) =>
      matters.flatMap(({ sectors }) => sectors.flatMap(({ band }) => band?.en ?? [])),
    );
    expect(bands[1]).not.toEqual(bands[0]);
  });

  it('takes what waits for stuck by the time of its drill', async () => {
    const { telling, clock } = await startDrawnTelling();
    const drill = await startDrawnTelling(60);
    await Promise.all([clock.run(3000), drill.clock.run(3000)]);
    expect([telling.isWorking, drill.telling.isWorking]).toEqual([true, true]);
    expect([telling.status().waiting, drill.telling.status().waiting]).toEqual([1, 1]);
    for (const each of [clock, drill.clock]) each.step(6 * MINUTE);
    expect([telling.isWorking, drill.telling.isWorking]).toEqual([false, true]);
    drill.clock.step(300 * MINUTE);
    expect(drill.telling.isWorking).toBe(false);
  });
});

describe('telling a council', () => {
  it('tells a member once of its own site, complete in itself, and of its recovery', async () => {
    const { sites, sink, dir, config } = await council(3);
    const { service } = await startTold(config, dir);
    onTestFinished(() => service.close());
    sites.failing.add(0);
    const [mail] = await eventually(() => (sink.received.length > 0 ? sink.received : null));
    expect(mail?.to).toEqual([MEMBER]);
    const text = mail?.parsed.text ?? '';
    for (const part of [
      '応答を確認できず',
      `http://127.9.0.1:${sites.port}/site-0`,
      'HTTP 500',
      '最後に応答を確認した時刻',
      'まず確かめること',
      '照会番号',
      'https://contact.example/',
      'TLP:AMBER+STRICT',
      '外部からの計測に基づく参考情報であり、原因を断定するものではありません。',
    ]) {
      expect(text).toContain(part);
    }
    sites.failing.clear();
    await eventually(() => (sink.received.length > 1 ? true : null));
    expect(subjectsTo(sink, MEMBER)).toEqual([
      expect.stringContaining('【応答を確認できず】'),
      expect.stringContaining('【回復】'),
    ]);
    expect(sink.received).toHaveLength(2);
    // The number of the incident is the operator's alone.
    expect(text).not.toMatch(/2026\d{4}-\d+(?!\d*-)/);
    const list = await fetch(`${service.url}/api/incidents`);
    const { data: all } = (await list.json()) as { data: { incidents: { id: string }[] } };
    const answer = await fetch(`${service.url}/api/incidents/${all.incidents[0]?.id}`);
    const { data } = (await answer.json()) as { data: { told: readonly object[] } };
    expect(data.told).toContainEqual(
      expect.objectContaining({
        recipient: 'member:m-site-0',
        contact: { ja: `メール ${MEMBER}`, en: `mail ${MEMBER}` },
        isTold: true,
      }),
    );
    expect(data.told).toContainEqual(
      expect.objectContaining({ recipient: 'sector:gas', stage: 'gate', isTold: false }),
    );
    const health = (await (await fetch(`${service.url}/healthz`)).json()) as object;
    expect(health).toMatchObject({ outbox: { waiting: 0, sent: 2, dead: 0, away: [] } });
  }, 60_000);

  it('says nothing of targets while our own network is lost, and one thing to the operator', async () => {
    const { sites, sink, dir, config } = await council(8);
    const { service, recorded } = await startTold(config, dir);
    onTestFinished(() => service.close());
    for (let n = 0; n < 8; n += 1) await askedAgain(sites, n, 2);
    sites.drop();
    await eventually(() => (sink.received.length > 0 ? true : null));
    sites.answer();
    await eventually(() => (sink.received.length > 1 ? true : null));
    expect(sink.received.map(({ to }) => to)).toEqual([
      ['operator@example.org'],
      ['operator@example.org'],
    ]);
    expect(subjectsTo(sink, 'operator@example.org')).toEqual([
      expect.stringContaining('【計測側の障害の可能性】'),
      expect.stringContaining('【回復】'),
    ]);
    expect(recorded.entries.filter(({ event }) => event === 'notify.gate_refused')).toEqual([]);
  }, 120_000);

  it('tells nothing twice after a restart, and the end of what was told before it', async () => {
    const { sites, sink, dir, config } = await council(3);
    const before = await startTold(config, dir);
    sites.failing.add(0);
    await eventually(() => (sink.received.length > 0 ? true : null));
    await before.service.close();

    const after = await startTold(config, dir);
    onTestFinished(() => after.service.close());
    await askedAgain(sites, 0, 3);
    sites.failing.clear();
    await eventually(() => (sink.received.length > 1 ? true : null));
    expect(subjectsTo(sink, MEMBER)).toEqual([
      expect.stringContaining('【応答を確認できず】'),
      expect.stringContaining('【回復】'),
    ]);
  }, 60_000);

  it('keeps the order of what waited for a mail server that was away', async () => {
    const { sites, sink, dir, config, setAway } = await council(3);
    const { service, recorded } = await startTold(config, dir);
    onTestFinished(() => service.close());
    setAway(true);
    const failed = recorded.next('notify.failed');
    sites.failing.add(0);
    await failed;
    const written = recorded.next('notify.written');
    sites.failing.clear();
    await written;
    setAway(false);
    await eventually(() => (sink.received.length > 1 ? true : null));
    expect(subjectsTo(sink, MEMBER)).toEqual([
      expect.stringContaining('【応答を確認できず】'),
      expect.stringContaining('【回復】'),
    ]);
  }, 90_000);

  it('catches up when the store was away', async () => {
    const { sites, sink, dir, config } = await council(3);
    const { service, recorded } = await startTold(config, dir);
    onTestFinished(() => service.close());
    using file = new DatabaseSync(join(dir, 'state.sqlite'));
    const refused = recorded.next('background.failed');
    file.exec('BEGIN IMMEDIATE');
    sites.failing.add(0);
    await refused;
    expect(sink.received).toEqual([]);
    file.exec('ROLLBACK');
    await eventually(() => (sink.received.length > 0 ? true : null));
    expect(subjectsTo(sink, MEMBER)).toEqual([expect.stringContaining('【応答を確認できず】')]);
  }, 90_000);
});
