import type { CouncilData, SectorData, TargetData } from '../../../dashboards/council-data.ts';
import type { Config, Sector, Target } from '../../core/config.ts';
import type { Contact } from '../../core/words/recipient.ts';

/** What dashboards and alert rules are made from. */
export function councilData({ council, practice, sectors }: Config): CouncilData {
  return {
    name: council.name,
    timezone: council.timezone,
    publicUrl: council.publicUrl,
    practice,
    sectors: [...sectors].sort((a, b) => (a.id < b.id ? -1 : 1)).map(sectorData),
  };
}

function sectorData({ id, name, alertsBy, secretariat, members }: Sector): SectorData {
  return {
    id,
    name,
    alertsBy,
    mails: verifiedMails(secretariat?.contacts ?? []),
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      targets: member.targets.map(targetData),
    })),
  };
}

/** A contact that nobody verified gets no notice. */
function verifiedMails(contacts: readonly Contact[]): readonly string[] {
  const mails = contacts.filter(({ kind, verifiedOn }) => kind === 'mail' && verifiedOn !== null);
  return [...new Set(mails.map(({ to }) => to))];
}

function targetData({ id, thresholds, consent, secretariatSees }: Target): TargetData {
  return {
    id,
    thresholds,
    isInSectorBucket: consent !== 'own' && secretariatSees === 'detail',
  };
}
