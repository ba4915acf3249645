import type { NoticeMatter, Silence } from '../../core/words/notice.ts';
import type { Stage, StageContext } from './stage.ts';

/** Somebody does not want to hear of it for a while. */
export const passSilence: Stage = ({ matter }, context) => {
  const { silences, now, clock } = context;
  const found = silences.find(
    (silence) => silence.from <= now && now < silence.until && isAbout(silence, matter, context),
  );
  if (found === undefined) return null;
  const until = clock.minuteText(found.until);
  const why = found.reason === null ? '' : `: ${found.reason}`;
  return {
    stage: 'silence',
    until: found.until,
    text: {
      ja: `通知の一時停止（${found.id}、${found.by}${why}）のため、${until} まで送りません`,
      en: `silenced until ${until} (${found.id}, ${found.by}${why})`,
    },
  };
};

/** Every part that a silence names fits; of sites, each that the recipient knows of. */
function isAbout(
  silence: Silence,
  matter: NoticeMatter,
  { recipient, incidentsOf }: Pick<StageContext, 'recipient' | 'incidentsOf'>,
): boolean {
  const { sites, sectors } = matter;
  const isOfSector = (sector: string) =>
    sites.length > 0
      ? sites.every((site) => site.sector === sector)
      : sectors.length > 0 && sectors.every(({ id }) => id === sector);
  return (
    (silence.recipient === null || silence.recipient === recipient) &&
    (silence.incident === null || incidentsOf(matter).includes(silence.incident)) &&
    (silence.target === null ||
      (sites.length > 0 && sites.every(({ target }) => target === silence.target))) &&
    (silence.sector === null || isOfSector(silence.sector))
  );
}
