import { CONTACT_LABELS } from '../../core/words/recipient.ts';
import type { OutboxDto } from '../dto/prober.ts';
import { showCount } from './format.ts';
import { Fact, Panel } from './panel.tsx';
import { useLanguage, useWords } from './words.ts';

/** Older than this is set apart, ms. */
const OLD_MS = 300_000;

/** Notices that wait, and what does not get through. */
export function OutboxPanel({ outbox }: { outbox: OutboxDto }) {
  const words = useWords();
  const language = useLanguage();
  const count = (n: number) => showCount(n, language);
  const { waiting, oldestMs, sent, dead, away, problem } = outbox;
  return (
    <Panel figures id="outbox" title={words.outbox}>
      <Fact name={words.outboxWaiting}>{count(waiting)}</Fact>
      {oldestMs !== null && (
        <Fact name={words.outboxOldest} bad={oldestMs > OLD_MS}>
          {words.seconds(count(Math.round(oldestMs / 1000)))}
        </Fact>
      )}
      <Fact name={words.outboxSent} note={words.sinceStartNote}>
        {count(sent)}
      </Fact>
      <Fact name={words.outboxDead} bad={dead > 0}>
        {count(dead)}
      </Fact>
      {away.length > 0 && (
        <Fact name={words.outboxAway} bad>
          {away.map((kind) => CONTACT_LABELS[kind][language]).join(', ')}
        </Fact>
      )}
      {problem !== null && (
        <Fact name={words.factDetail} bad>
          <code>{problem}</code>
        </Fact>
      )}
    </Panel>
  );
}
