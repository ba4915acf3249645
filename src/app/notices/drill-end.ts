import type { OutboxDraft } from '../../core/ports/notice-store.ts';
import type { Notice } from '../../core/words/notice.ts';
import { contactIdOf } from '../../core/words/recipient.ts';
import type { NoticeSource } from '../../notify/notice-source.ts';
import { openNotice } from '../../notify/outlet.ts';
import { referenceOf } from '../../notify/reference.ts';

/** That a drill is over, to each contact of `told`, by id. `now`: epoch ms. */
export function drillEndDrafts(
  source: Pick<NoticeSource, 'telling' | 'clockOf' | 'seal'>,
  told: ReadonlySet<string>,
  now: number,
): readonly OutboxDraft[] {
  return source.telling().recipients.flatMap((recipient) =>
    recipient.contacts.flatMap((contact): readonly OutboxDraft[] => {
      const id = contactIdOf(recipient, contact);
      if (!told.has(id)) return [];
      const clock = source.clockOf(recipient);
      const key = `${id}#drill_end`;
      const notice: Notice = {
        ...{ key, kind: 'drill_end', at: now, exercise: 'drill', remark: null, code: null },
        reference: referenceOf(key, clock.dateOf(now), clock.minuteText(now)),
        ...{
          recipient: recipient.id,
          recipientName: recipient.name,
          viewer: recipient.viewer.kind,
        },
        ...{ matters: [], around: [], sectors: [] },
      };
      const sealed = source.seal(recipient, contact, notice);
      if (sealed === null) return [];
      const { kind, to, language } = contact;
      return [openNotice(sealed, { contact: id, to: { kind, to, language } })];
    }),
  );
}
