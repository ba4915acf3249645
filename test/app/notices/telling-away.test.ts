import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import {
  dataFolder,
  eventually,
  startSites,
  startTold,
  subjectsTo,
  toldConfig,
} from './told-council.ts';

const CAUGHT_UP_MS = 60_000;
const [FIRST, SECOND] = ['web@m-site-0.example', 'web@m-site-1.example'];

it('loses nothing while the mail server and then the store too are away, and catches up within a minute', async () => {
  const sites = await startSites();
  onTestFinished(() => sites.close());
  let sink: SmtpSink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const data = dataFolder();
  onTestFinished(data.remove);
  const config = await toldConfig(4, { sites, sink });
  const { service, recorded } = await startTold(config, data.dir);
  onTestFinished(() => service.close());

  const { port } = sink;
  await sink.close();
  const failed = recorded.next('notify.failed');
  sites.failing.add(0);
  await failed;

  using file = new DatabaseSync(join(data.dir, 'state.sqlite'));
  const refused = recorded.next('background.failed');
  file.exec('BEGIN IMMEDIATE');
  sites.failing.clear();
  sites.failing.add(1);
  await refused;

  file.exec('ROLLBACK');
  sink = await startSmtpSink({ port });
  const backAt = performance.now();
  await eventually(() => (sink.received.length >= 3 ? true : null));
  expect(performance.now() - backAt).toBeLessThan(CAUGHT_UP_MS);
  expect(subjectsTo(sink, FIRST)).toEqual([
    expect.stringContaining('【応答を確認できず】'),
    expect.stringContaining('【回復】'),
  ]);
  expect(subjectsTo(sink, SECOND)).toEqual([expect.stringContaining('【応答を確認できず】')]);
  const health = (await (await fetch(`${service.url}/healthz`)).json()) as object;
  expect(health).toMatchObject({ outbox: { waiting: 0, dead: 0, away: [] } });
  expect(sink.received).toHaveLength(3);
}, 180_000);
