import type { Text } from '../../../core/words/language.ts';
import type { TargetVerdict } from './series-settings.ts';
import { type WhyFacts, whyOf } from './why.ts';

/** What a verdict is made of: all of it but the words, and what they are made of. */
export type VerdictFigures = Omit<TargetVerdict, 'why'> & WhyFacts;

/**
 * A verdict whose words are made when they are read: one is kept of every series, and few are. They are a
 * getter of the class: one of the object itself makes a dictionary of it, of 1.1 KB.
 */
export class SaidVerdict implements TargetVerdict, WhyFacts {
  readonly judgement: VerdictFigures['judgement'];
  readonly since: VerdictFigures['since'];
  readonly ratio: VerdictFigures['ratio'];
  readonly normalMs: VerdictFigures['normalMs'];
  readonly deviation: VerdictFigures['deviation'];
  readonly phase: VerdictFigures['phase'];
  readonly scope: VerdictFigures['scope'];
  readonly ended: VerdictFigures['ended'];
  readonly score: VerdictFigures['score'];
  readonly distance: VerdictFigures['distance'];
  readonly direction: VerdictFigures['direction'];
  readonly isLearned: VerdictFigures['isLearned'];
  readonly moved: VerdictFigures['moved'];
  readonly reason: VerdictFigures['reason'];
  readonly failedPhase: VerdictFigures['failedPhase'];
  readonly pending: VerdictFigures['pending'];
  readonly criticalMs: VerdictFigures['criticalMs'];
  readonly wallMs: VerdictFigures['wallMs'];

  constructor(figures: VerdictFigures) {
    this.judgement = figures.judgement;
    this.since = figures.since;
    this.ratio = figures.ratio;
    this.normalMs = figures.normalMs;
    this.deviation = figures.deviation;
    this.phase = figures.phase;
    this.scope = figures.scope;
    this.ended = figures.ended;
    this.score = figures.score;
    this.distance = figures.distance;
    this.direction = figures.direction;
    this.isLearned = figures.isLearned;
    this.moved = figures.moved;
    this.reason = figures.reason;
    this.failedPhase = figures.failedPhase;
    this.pending = figures.pending;
    this.criticalMs = figures.criticalMs;
    this.wallMs = figures.wallMs;
  }

  get why(): Text {
    return whyOf(this);
  }
}
