import type { Config } from '../../core/config.ts';
import type { Channel, Delivery } from '../../core/ports/channel.ts';
import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import { RECIPIENT_IDS } from '../../core/words/recipient.ts';

export interface ChannelsByGiver {
  /** For contacts of the files. */
  readonly ofFiles: Channel;
  /** For those that members gave on the board: it connects to public addresses alone. */
  readonly given: Channel;
  /** As the files have it. */
  readonly files: () => Config;
}

/**
 * Sends to whatever a member gave itself by the channel that is for it. Of an answer from there nothing
 * but its status is told: the service is no way to read what somebody cannot reach himself.
 */
export function channelByGiver({ ofFiles, given, files }: ChannelsByGiver): Channel {
  return {
    async send(entry) {
      if (!isGiven(entry, files())) return await ofFiles.send(entry);
      return statusAlone(await given.send(entry));
    },
    async close() {
      await Promise.all([ofFiles.close(), given.close()]);
    },
  };
}

/** Whether an entry goes to an address of a member that the files do not have. */
function isGiven({ notice, to }: OutboxEntry, { sectors }: Config): boolean {
  if (!notice.recipient.startsWith(RECIPIENT_IDS.member(''))) return false;
  const members = sectors.flatMap((sector) => sector.members);
  const member = members.find(({ id }) => RECIPIENT_IDS.member(id) === notice.recipient);
  return member?.contacts.some((each) => each.kind === to.kind && each.to === to.to) !== true;
}

function statusAlone(delivery: Delivery): Delivery {
  if (delivery.kind === 'accepted') return delivery;
  const [status] = /^HTTP \d+(?=: )/.exec(delivery.error) ?? [];
  return status === undefined ? delivery : { ...delivery, error: status };
}
