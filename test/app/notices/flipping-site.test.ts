import { expect, it, onTestFinished } from 'vitest';
import { RECIPIENT_IDS } from '../../../src/core/words/recipient.ts';
import { NO_EFFECT } from '../../../src/core/words/scenario.ts';
import { idempotencyKeyOf } from '../../../src/notify/channels/idempotency-key.ts';
import { isWell } from '../../../src/practice/drill/drill-site.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';
import { drillCouncil, measureUntil, SampleFeed } from './drill-council.ts';
import { SimulatedTelling } from './simulated-telling.ts';
import { mailBy } from './told-council.ts';

const MINUTE_MS = 60_000;
/** Wednesday, 10:00 in Japan. */
const START = Date.UTC(2026, 9, 7, 1);
const FLIPS_FROM = START + 40 * MINUTE_MS;
const FLIPS_TO = FLIPS_FROM + 60 * MINUTE_MS;

it('a site that flips each minute for an hour is told once as intermittent and once when it settles', async () => {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.close());
  const { config, facts, sites } = await drillCouncil(mailBy(sink));
  const [flipping] = sites.filter(({ profile, sector }) => profile === 'steady' && sector !== null);
  if (flipping === undefined) throw new Error('no such site');
  const played = await SimulatedTelling.open({ config, facts, startAt: START });
  const feed = new SampleFeed(sites.filter(isWell), ({ id, slot }) => {
    const isOdd = Math.floor(slot / MINUTE_MS) % 2 === 1;
    const isDown = id === flipping.id && isOdd && slot >= FLIPS_FROM && slot < FLIPS_TO;
    return isDown ? { ...NO_EFFECT, answer: 'unavailable' } : null;
  });
  await measureUntil(played, feed, FLIPS_TO + 60 * MINUTE_MS);
  await played.left();
  const entries = await played.stores.notices.outbox({ limit: 10_000 });
  const { member } = flipping;
  const told = entries.filter(({ notice }) => notice.recipient === RECIPIENT_IDS.member(member));
  const contacts = Map.groupBy(told.toReversed(), ({ contact }) => contact);
  expect(contacts.size).toBe(3);
  const subjects = new Map(sink.received.map(({ parsed }) => [parsed.messageId, parsed.subject]));
  for (const its of contacts.values()) {
    const said = its.map(
      (entry) =>
        subjects.get(`<${idempotencyKeyOf(entry)}@yamabiko.example>`)?.match(/^【[^】]+】/)?.[0],
    );
    expect(said).toEqual(['【応答を確認できず】', '【断続】', '【回復】']);
  }
}, 60_000);
