import { periodStart } from '../../core/time/slots.ts';
import { lastMomentOf, pictureAt } from './shared/day-at.ts';
import { TrendSays } from './shared/trend-says.tsx';
import { useLastDay } from './shared/use-day.ts';

const MINUTE_MS = 60_000;

/**
 * Whether it spreads or ends in the council, to the operator: by the released bands and in the words
 * that everybody reads, so that nobody reads otherwise. Nothing while no band says that anybody is
 * affected. `asOf`: the board's clock, epoch ms.
 */
export function TrendNow({ asOf }: { asOf: number }) {
  const day = useLastDay(null, periodStart(asOf, MINUTE_MS));
  if (day === null) return null;
  if (pictureAt(day, lastMomentOf(day)).totals.sectors === 0) return null;
  return <TrendSays day={day} at={asOf} />;
}
