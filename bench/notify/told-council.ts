import type { Config, Target } from '../../src/core/config.ts';
import { NO_NOTICES } from '../../src/core/notify-config.ts';
import { PRACTICE_PROFILES, type PracticeProfile } from '../../src/core/words/practice-profile.ts';
import { type Contact, PLAIN_CONTACT } from '../../src/core/words/recipient.ts';
import { recipientsOf } from '../../src/notify/recipients.ts';
import { isWell } from '../../src/practice/drill/drill-site.ts';
import { type PracticeSize, practiceCouncil } from '../../src/practice/practice-council.ts';
import { benchConfig } from '../council/bench-config.ts';

const NOBODY = { place: null, targets: 0, sectors: 0, schedule: '* * * * *' };
/** Of a site that would fail on its own: of that nobody is to be told before the measuring begins. */
const WELL: PracticeProfile = 'steady';

export const COUNCIL_ADDRESS = 'office@council.example';
export const OPERATOR_ADDRESS = 'duty@operator.example';

/**
 * The practice council with every site well and one mail contact of everybody: members, the council and
 * the operator plain ones, secretariats their own, each with the ceiling that it agreed to. All take
 * part in exercises; the pace is the default.
 */
export function toldCouncil(size: PracticeSize, smtpPort: number): Config {
  const base = benchConfig(NOBODY);
  const council = practiceCouncil(base, size, { now: Date.now(), hasIpv6: false });
  const config: Config = {
    ...council,
    sectors: council.sectors.map((sector) => ({
      ...sector,
      members: sector.members.map((member) => ({
        ...member,
        contacts: [mailTo(memberAddress(member.id))],
        targets: member.targets.map((target) => ({ ...target, practice: wellOf(target) })),
      })),
    })),
    notify: {
      ...NO_NOTICES,
      mail: {
        ...{ host: '127.0.0.1', port: smtpPort, security: 'none', user: null },
        ...{ passwordFile: null, from: 'notice@yamabiko.example', replyTo: null },
      },
      council: [mailTo(COUNCIL_ADDRESS)],
      operator: [mailTo(OPERATOR_ADDRESS)],
    },
  };
  const exercises = recipientsOf(config).map(({ id }) => id);
  return { ...config, notify: { ...(config.notify ?? NO_NOTICES), exercises } };
}

export function memberAddress(member: string): string {
  return `web@${member}.example`;
}

function mailTo(to: string): Contact {
  return { ...PLAIN_CONTACT, kind: 'mail', to, verifiedOn: '2026-10-01' };
}

function wellOf({ practice }: Target): string | null {
  const profile = PRACTICE_PROFILES.find((each) => each === practice);
  if (profile === undefined) return practice;
  return isWell({ id: '', member: '', sector: null, profile }) ? practice : WELL;
}
