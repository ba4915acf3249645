import type { AuditEntry } from '../../core/words/audit.ts';
import type { Silence } from '../../core/words/notice.ts';
import { requestDetail } from '../../core/words/request-detail.ts';
import type { NoticeDelivery, NoticeOrder, NoticeOutcome } from '../control/notice-order.ts';
import { contactText } from './desk-texts.ts';

type Line = Pick<AuditEntry, 'action' | 'subject' | 'detail'>;

/**
 * The line of the audit of an order that was carried out; null = it needs none. Addresses of contacts
 * are not in it.
 */
export function auditOf(order: NoticeOrder, outcome: NoticeOutcome): Line | null {
  switch (order.action) {
    case 'notice-test':
      return { action: 'notice.tested', subject: order.recipient, detail: writtenText(outcome) };
    case 'notice-verify':
      return {
        action: 'contact.code_sent',
        subject: order.recipient,
        detail: writtenText(outcome),
      };
    case 'notice-verified':
      return {
        action: 'contact.verified',
        subject: order.recipient,
        detail: `${whichText(outcome)}${requestDetail(order.request ?? null)}`,
      };
    case 'notice-bounced': {
      const why = order.reason === null ? '' : `: ${order.reason}`;
      const detail = `${whichText(outcome)}${why}`;
      return { action: 'contact.bounced', subject: order.recipient, detail };
    }
    case 'notice-resend':
      return { action: 'notice.resent', subject: `${order.seq}`, detail: writtenText(outcome) };
    case 'notice-correct': {
      const detail = `${writtenText(outcome)}; ${order.text.ja} / ${order.text.en}`;
      return { action: 'notice.corrected', subject: order.incident, detail };
    }
    case 'notice-preview':
      return {
        action: 'notice.previewed',
        subject: order.incident,
        detail: `as ${order.recipient}`,
      };
    case 'notice-told': {
      const detail = order.as === null ? null : `for ${order.as}`;
      return { action: 'notice.told_read', subject: order.incident, detail };
    }
    case 'acknowledge':
      return {
        action: 'incident.acknowledged',
        subject: outcome.kind === 'acknowledged' ? outcome.incident : order.incident,
        detail: `for ${order.recipient} by ${order.by}`,
      };
    case 'silence-add':
    case 'silence-end':
      return silenceLine(order.action, outcome);
    case 'silence-list':
      return null;
    default:
      return order satisfies never;
  }
}

function silenceLine(action: 'silence-add' | 'silence-end', outcome: NoticeOutcome): Line {
  const isKnown = outcome.kind === 'silenced' || outcome.kind === 'silence_ended';
  return {
    action: action === 'silence-add' ? 'silence.added' : 'silence.ended',
    subject: isKnown ? outcome.silence.id : null,
    detail: isKnown
      ? `${aboutText(outcome.silence)}; announced: ${countsText(outcome.announcements)}`
      : null,
  };
}

function aboutText({ recipient, target, sector, incident, until, reason }: Silence): string {
  const about = [
    ['target', target],
    ['sector', sector],
    ['incident', incident],
  ].flatMap(([what, id]) => (id === null ? [] : [`${what} ${id}`]));
  const whose = recipient === null ? 'of everybody' : `of ${recipient}`;
  const why = reason === null ? '' : `: ${reason}`;
  return `messages ${whose} about ${about[0] ?? 'anything'} until ${new Date(until).toISOString()}${why}`;
}

function writtenText(outcome: NoticeOutcome): string | null {
  if (outcome.kind !== 'notices_written') return null;
  const [first] = outcome.deliveries;
  if (first === undefined || outcome.deliveries.length > 1) return countsText(outcome.deliveries);
  return `${contactText(first.kind, first.number)}: ${first.state ?? 'not written'}`;
}

function countsText(deliveries: readonly NoticeDelivery[]): string {
  const counts = Map.groupBy(deliveries, ({ state }) => state ?? 'not written');
  const parts = [...counts].map(([state, of]) => `${of.length} ${state}`);
  return parts.length === 0 ? 'nobody' : parts.join(', ');
}

function whichText(outcome: NoticeOutcome): string | null {
  const isOne = outcome.kind === 'contact_verified' || outcome.kind === 'contact_bounced';
  return isOne ? contactText(outcome.contactKind, outcome.number) : null;
}
