import { useCallback, useEffect, useState } from 'preact/hooks';
import { timesOf } from '../format.ts';
import { goTo, momentOf } from '../moment.ts';
import { type KeyAct, STEP_MS, usePastKeys } from '../past-keys.ts';
import { DISPLAY_PATH } from '../route.ts';
import { type OneKeys, useOneKeys } from '../use-one-keys.ts';
import { useLanguage, useWords } from '../words.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A step of the replay is shown so long, ms: a day in under a minute and a half. */
const FRAME_MS = 250;

/** A day of the past that can be gone through. */
export interface ShownDay {
  readonly from: number;
  readonly to: number;
  readonly earliest: number;
  readonly council: { readonly timezone: string };
}

export interface TimeBarProps {
  /** The board's clock, or the last moment told, epoch ms. */
  readonly now: number;
  /** The past moment that is shown; null = now. */
  readonly moment: number | null;
  /** The day that holds the moment; null = not yet known, or now is shown. */
  readonly day: ShownDay | null;
}

/** Goes to a moment, a day, a week or four weeks away, and through a past day, by button and by key. */
export function TimeBar({ now, moment, day }: TimeBarProps) {
  const words = useWords();
  const [isPlaying, play] = useState(false);
  const oneKeys = useOneKeys();
  const earliest = day?.earliest ?? 0;
  const replayed = moment !== null && day !== null && day.to > day.from ? { moment, day } : null;
  const canPlay = replayed !== null;
  const step = useCallback(
    (byMs: number) => {
      // From where the address is: keys may come faster than pages.
      const from = momentOf(location.search) ?? now - (now % MINUTE_MS);
      const at = from + byMs;
      goTo(at > now - MINUTE_MS ? null : Math.max(at, earliest));
    },
    [now, earliest],
  );
  const act = useCallback(
    (asked: KeyAct) => {
      if (asked.kind === 'step') step(asked.byMs);
      else if (asked.kind === 'now') goTo(null);
      else if (canPlay) play((before) => !before);
    },
    [step, canPlay],
  );
  usePastKeys(oneKeys.areOn, moment !== null, act);
  return (
    <section class={moment === null ? 'time-bar' : 'time-bar is-past'} aria-label={words.timeBar}>
      <div class="time-steps">
        <Step text={words.monthBack} by={-28 * DAY_MS} step={step} />
        <Step text={words.weekBack} by={-7 * DAY_MS} step={step} />
        <Step text={words.dayBack} by={-DAY_MS} step={step} />
        {moment !== null && <Step text={words.dayOn} by={DAY_MS} step={step} />}
        {moment !== null && (
          <button type="button" class="step is-now" onClick={() => goTo(null)}>
            {words.backToNow}
          </button>
        )}
        {moment === null && (
          <button type="button" class="step" onClick={() => goTo(now)}>
            {words.hold}
          </button>
        )}
        {moment === null && (
          <a class="step" href={DISPLAY_PATH}>
            {words.display}
          </a>
        )}
        <KeyHelp {...oneKeys} />
      </div>
      {replayed !== null && <Replay {...{ ...replayed, isPlaying, play, step }} />}
    </section>
  );
}

function Step(props: { text: string; by: number; step: (byMs: number) => void }) {
  return (
    <button type="button" class="step" onClick={() => props.step(props.by)}>
      {props.text}
    </button>
  );
}

interface ReplayProps {
  readonly moment: number;
  readonly day: ShownDay;
  readonly isPlaying: boolean;
  readonly play: (isPlaying: boolean) => void;
  readonly step: (byMs: number) => void;
}

/** A past day to be gone through by hand, or by itself. */
function Replay({ moment, day, isPlaying, play, step }: ReplayProps) {
  const words = useWords();
  const language = useLanguage();
  const last = Math.max(day.from, day.to - MINUTE_MS);
  const text = timesOf(language, day.council.timezone).short(moment, day.to);
  useEffect(() => {
    if (!isPlaying) return;
    if (moment >= last) {
      play(false);
      return;
    }
    const timer = setTimeout(
      () => goTo(Math.min(last, moment + STEP_MS), { dragged: true }),
      FRAME_MS,
    );
    return () => clearTimeout(timer);
  }, [isPlaying, moment, last, play]);
  return (
    <div class="replay">
      <button type="button" class="step" onClick={() => play(!isPlaying)}>
        {isPlaying ? words.pause : words.play}
      </button>
      <button type="button" class="step" aria-label={words.stepBack} onClick={() => step(-STEP_MS)}>
        −5
      </button>
      <input
        type="range"
        aria-label={words.momentOfDay}
        aria-valuetext={text}
        min={day.from}
        max={last}
        step={MINUTE_MS}
        value={moment}
        onInput={({ currentTarget }) => goTo(Number(currentTarget.value), { dragged: true })}
      />
      <button type="button" class="step" aria-label={words.stepOn} onClick={() => step(STEP_MS)}>
        +5
      </button>
      <output class="num">{text}</output>
    </div>
  );
}

/** Which keys there are, and whether they are wanted: a voice that types could hit them. */
function KeyHelp({ areOn, choose }: OneKeys) {
  const words = useWords();
  return (
    <details class="keys">
      <summary>{words.keys}</summary>
      <div class="keys-list">
        <label>
          <input
            type="checkbox"
            checked={areOn}
            onChange={({ currentTarget }) => choose(currentTarget.checked)}
          />{' '}
          {words.keysOn}
        </label>
        <dl>
          {words.keysList.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
