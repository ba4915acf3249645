import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_EFFECT, type SiteEffect } from '../../../src/core/words/scenario.ts';
import { isWell } from '../../../src/practice/drill/drill-site.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { type DrillCouncil, drillCouncil, measureUntil, SampleFeed } from './drill-council.ts';
import { SimulatedTelling } from './simulated-telling.ts';
import { mailBy } from './told-council.ts';

const MINUTE_MS = 60_000;
/** Wednesday, 10:00 in Japan. */
const START = Date.UTC(2026, 9, 7, 1);
const LOST_FROM = START + 40 * MINUTE_MS;
const LOST_TO = LOST_FROM + 10 * MINUTE_MS;

let sink: SmtpSink;
let council: DrillCouncil;

beforeEach(async () => {
  sink = await startSmtpSink();
  const drills = await drillCouncil(mailBy(sink));
  const sites = drills.sites.map((site) =>
    isWell(site) ? site : { ...site, profile: 'steady' as const },
  );
  council = { ...drills, sites };
});
afterEach(() => sink.close());

/** Nothing can be reached for ten minutes, the mail server included. */
async function lose(effect: SiteEffect): Promise<SimulatedTelling> {
  const { config, facts, sites } = council;
  const played = await SimulatedTelling.open({ config, facts, startAt: START });
  const feed = new SampleFeed(sites, ({ at }) => (at >= LOST_FROM && at < LOST_TO ? effect : null));
  await measureUntil(played, feed, LOST_FROM);
  expect(sink.received).toEqual([]);
  const { port } = sink;
  await sink.close();
  await measureUntil(played, feed, LOST_TO);
  sink = await startSmtpSink({ port });
  await measureUntil(played, feed, LOST_TO + 20 * MINUTE_MS);
  await played.left();
  return played;
}

describe.each([
  ['no name can be looked up', { ...NO_EFFECT, name: 'silence' }],
  ['every connection is refused at once', { ...NO_EFFECT, connect: 'refused' }],
] as const)('while our own network is lost and %s', (_, effect) => {
  it('nobody is told of a site, and the operator once of the doubt and once of its end', async () => {
    const played = await lose(effect);
    const entries = await played.stores.notices.outbox({ limit: 10_000 });
    const others = entries.filter(({ notice }) => notice.viewer !== 'operator');
    expect(others.map(({ contact, notice }) => [contact, notice.kind])).toEqual([]);
    const contacts = council.config.notify?.operator.length ?? 0;
    const subjects = sink.received.map(({ parsed }) => parsed.subject ?? '');
    const told = Map.groupBy(subjects, (subject) => /^【[^】]+】/.exec(subject)?.[0]);
    expect([...told].map(([what, { length }]) => [what, length])).toEqual([
      ['【計測側の障害の可能性】', contacts],
      ['【回復】', contacts],
    ]);
  }, 60_000);
});
