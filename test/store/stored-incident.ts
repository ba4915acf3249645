import type { Incident } from '../../src/core/words/incident.ts';
import { MINUTE_MS, T0 } from './store-sample.ts';

/** An incident with something in every field. */
export function incidentOf(
  id: string,
  {
    targets = ['a'],
    endedAt = null,
    mergedInto = null,
  }: { targets?: readonly string[]; endedAt?: number | null; mergedInto?: string | null } = {},
): Incident {
  return {
    id,
    pattern: targets.length > 1 ? 'shared-cause' : 'single',
    subject:
      targets.length > 1
        ? { kind: 'fact', fact: { kind: 'network', text: '192.0.2.0/24' } }
        : { kind: 'target', target: targets[0] ?? 'a' },
    since: T0,
    openedAt: T0 + MINUTE_MS,
    endedAt,
    ending: endedAt === null ? null : 'recovered',
    mergedInto,
    severity: 2.5,
    targets: targets.map((target) => ({
      target,
      member: `member-${target}`,
      sector: 'gas',
      from: T0,
      to: endedAt,
      judgement: 'slow',
      ratio: 3.1,
      phase: 'wait',
    })),
    evidence: [{ rule: 'shared', figures: { affected: 5 }, text: { ja: '5 件', en: '5 sites' } }],
    timeline: [
      { at: T0 + MINUTE_MS, kind: 'opened', text: { ja: '始まりました。', en: 'It began.' } },
    ],
  };
}
