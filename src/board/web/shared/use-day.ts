import { useEffect, useState } from 'preact/hooks';
import type { SharedDayDto } from '../../dto/shared-day.ts';
import { momentText } from '../moment.ts';
import { type Sealed, useSealed } from '../use-sealed.ts';

/** The last 24 hours, loaded anew with each minute that is released; of one sector, or of all. */
export function useLastDay(sector: string | null, releasedAt: number | null): SharedDayDto | null {
  const { data, reload } = useSealed<SharedDayDto>(dayPath(null, sector));
  useEffect(() => {
    if (data !== null && releasedAt !== null && releasedAt >= data.to) reload();
  }, [data, releasedAt, reload]);
  return data;
}

/** The day that holds a moment; another one is loaded when the moment leaves it, and none is held until then. */
export function useDayOf(moment: number, sector: string | null): Sealed<SharedDayDto> {
  const [on, setOn] = useState(moment);
  const sealed = useSealed<SharedDayDto>(dayPath(on, sector));
  const { data } = sealed;
  const isOutside = data !== null && isTold(data, moment) && !isIn(data, moment);
  useEffect(() => {
    if (isOutside) setOn(moment);
  }, [isOutside, moment]);
  return isOutside ? { ...sealed, data: null } : sealed;
}

function isIn({ from, to }: SharedDayDto, moment: number): boolean {
  return from <= moment && moment < to;
}

/** Whether some day holds the moment, as any day tells: what is too far back or to come is in none. */
function isTold({ earliest }: SharedDayDto, moment: number): boolean {
  return earliest <= moment && moment <= Date.now();
}

function dayPath(on: number | null, sector: string | null): string {
  const query = new URLSearchParams({
    ...(on === null ? {} : { on: momentText(on) }),
    ...(sector === null ? {} : { sector }),
  });
  return `/api/day?${query}`;
}
