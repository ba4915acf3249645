import type { Incident } from '../../../../src/core/words/incident.ts';
import type { Judgement } from '../../../../src/core/words/judgement.ts';
import type { OwnNetwork } from '../../../../src/judge/rules/council/own-network.ts';
import type { Finding } from '../../../../src/judge/rules/council-view.ts';
import {
  advanceIncidents,
  type IncidentStep,
} from '../../../../src/judge/rules/incidents/advance.ts';
import { EMPTY_BOOK, type IncidentBook } from '../../../../src/judge/rules/incidents/book.ts';
import type { IncidentChange } from '../../../../src/judge/rules/incidents/draft.ts';
import type { TargetVerdict } from '../../../../src/judge/rules/incidents/incident-target.ts';

export const MINUTE = 60_000;
export const START = Date.UTC(2026, 5, 2, 1, 0);

/** `since` in minutes from the start. */
export function verdict(
  target: string,
  judgement: Judgement,
  since: number,
  given: Partial<TargetVerdict> = {},
): TargetVerdict {
  return {
    target,
    member: `member of ${target}`,
    sector: 'gas',
    judgement,
    since: START + since * MINUTE,
    ratio: null,
    phase: null,
    suspect: false,
    adopted: false,
    ...given,
  };
}

export function finding(
  subject: Finding['subject'],
  targets: readonly string[],
  text = 'found',
): Finding {
  const patterns = {
    fact: 'shared-cause',
    sector: 'sector-wide',
    council: 'cross-sector',
    prober: 'own-network',
    target: 'sector-wide',
  } as const;
  const pattern = patterns[subject.kind];
  return { pattern, subject, targets, evidence: { rule: pattern, figures: {}, text: both(text) } };
}

export function both(text: string) {
  return { ja: text, en: text };
}

export const SECTOR = { kind: 'sector', sector: 'gas' } as const;
export const COUNCIL = { kind: 'council' } as const;
export const FACT = { kind: 'fact', fact: { kind: 'network', text: '192.0.2.0/24' } } as const;

/** A doubt that began at `since`, minutes from the start. */
export function doubt(since: number): OwnNetwork {
  const evidence = { rule: 'own-network', figures: {}, text: both('doubt') };
  return { since: START + since * MINUTE, targets: [], evidence };
}

/** A book, the steps that were taken, and each incident as it was written last. */
export class Story {
  book: IncidentBook = EMPTY_BOOK;
  readonly incidents = new Map<string, Incident>();
  readonly steps: IncidentStep[] = [];
  day = '2026-06-02';

  /** At a minute from the start; findings null where they are not given. */
  take(minute: number, given: Partial<IncidentStep>): readonly IncidentChange[] {
    return this.retake({
      at: START + minute * MINUTE,
      day: this.day,
      verdicts: [],
      removed: [],
      findings: null,
      ownNetwork: null,
      ...given,
    });
  }

  retake(step: IncidentStep): readonly IncidentChange[] {
    const { book, changes } = advanceIncidents(this.book, step);
    this.book = book;
    this.steps.push(step);
    for (const { incident } of changes) this.incidents.set(incident.id, incident);
    return changes;
  }

  /** `id: pattern, ending or open, → into`, in order of id. */
  get summary(): readonly string[] {
    return [...this.incidents.values()]
      .sort((a, b) => Number(a.id.split('-')[1]) - Number(b.id.split('-')[1]))
      .map(({ id, pattern, ending, mergedInto }) =>
        [
          id.slice(-1),
          pattern,
          ending ?? 'open',
          ...(mergedInto === null ? [] : [mergedInto.slice(-1)]),
        ].join(' '),
      );
  }

  timeline(number: number): readonly string[] {
    const incident = this.incidents.get(`20260602-${number}`);
    return (incident?.timeline ?? []).map(({ kind }) => kind);
  }

  of(number: number): Incident {
    const incident = this.incidents.get(`20260602-${number}`);
    if (incident === undefined) throw new Error(`no incident ${number}`);
    return incident;
  }
}

export function kindsOf(changes: readonly IncidentChange[]): readonly string[] {
  return changes.map(({ kind, incident }) => `${kind} ${incident.id.slice(9)}`);
}

export const at = (minute: number) => START + minute * MINUTE;

/** Three targets that fail, and the sector that they make. */
export function sectorStory(): Story {
  const story = new Story();
  story.take(1, { verdicts: ['a', 'b', 'c'].map((id) => verdict(id, 'failing', 0)) });
  story.take(2, { findings: [finding(SECTOR, ['a', 'b', 'c'])] });
  return story;
}
