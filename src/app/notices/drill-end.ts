import type { OutboxDraft } from '../../core/ports/notice-store.ts';
import { contactIdOf } from '../../core/words/recipient.ts';
import type { NoticeSource } from '../../notify/notice-source.ts';
import { draftNotice } from '../../notify/outlet.ts';

/** That a drill is over, to each contact of `told`, by id. `now`: epoch ms. */
export function drillEndDrafts(
  source: Pick<NoticeSource, 'telling' | 'clockOf' | 'seal'>,
  told: ReadonlySet<string>,
  now: number,
): readonly OutboxDraft[] {
  return source.telling().recipients.flatMap((recipient) =>
    recipient.contacts.flatMap((contact) => {
      const id = contactIdOf(recipient, contact);
      if (!told.has(id)) return [];
      const said = { kind: 'drill_end', at: now } as const;
      return draftNotice(source, { recipient, contact }, `${id}#drill_end`, said) ?? [];
    }),
  );
}
