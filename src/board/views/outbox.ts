import type { OutboxKindStatus, OutboxStatus } from '../../core/ports/outbox-status.ts';
import type { MetricFamily } from '../exposition.ts';

/** Notices on their way; counters by kind of contact, nothing that names a recipient. */
export function outboxFamilies(
  { oldestAt, kinds }: OutboxStatus,
  now: number,
): readonly MetricFamily[] {
  const byKind = (of: (status: OutboxKindStatus) => number) =>
    kinds.map((status) => ({ labels: { channel: status.kind }, value: of(status) }));
  return [
    {
      name: 'yamabiko_outbox_waiting',
      help: 'Notices that wait to be sent.',
      type: 'gauge',
      values: byKind(({ waiting }) => waiting),
    },
    {
      name: 'yamabiko_outbox_oldest_seconds',
      help: 'Age of the notice that waits the longest; 0: nothing waits.',
      type: 'gauge',
      values: [{ value: oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1000 }],
    },
    {
      name: 'yamabiko_outbox_away',
      help: '1: nothing was taken since several attempts in a row failed.',
      type: 'gauge',
      values: byKind(({ isAway }) => (isAway ? 1 : 0)),
    },
    {
      name: 'yamabiko_notices_sent_total',
      help: 'Notices that a channel took since start.',
      type: 'counter',
      values: byKind(({ sent }) => sent),
    },
    {
      name: 'yamabiko_notice_failures_total',
      help: 'Attempts since start after which it is tried again.',
      type: 'counter',
      values: byKind(({ failed }) => failed),
    },
    {
      name: 'yamabiko_notices_dead_total',
      help: 'Notices refused for good or given up since start.',
      type: 'counter',
      values: byKind(({ dead }) => dead),
    },
  ];
}
