import { DatabaseSync } from 'node:sqlite';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import {
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

async function answeredAll(recorded: { events(name: string): readonly unknown[] }): Promise<void> {
  await eventually(() => (recorded.events('app.started').length > 0 ? true : null));
}

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
  }, 60_000);
});
void answeredAll;
void DatabaseSync;
void readdirSync;
void join;
