import type { Bench } from '../bench.ts';
import { notifyPage } from './notify-page.ts';
import { runTelling, type TellingShape } from './telling-run.ts';
import { toldFigures } from './told-figures.ts';

/** Its secretariat gets no names by mail: what befalls single sites in it is told to their members alone. */
const SINGLES_IN = 'banking';

const FULL: Omit<TellingShape, 'say'> = {
  ...{ size: 'full', singlesIn: SINGLES_IN, singles: 60, flood: 2800 },
  ...{ settleMs: 45_000, singlesForMs: 35_000, beforeMs: 95_000 },
};
const QUICK: Omit<TellingShape, 'say'> = {
  ...{ size: 'small', singlesIn: SINGLES_IN, singles: 5, flood: 75 },
  ...{ settleMs: 5000, singlesForMs: 5000, beforeMs: 20_000 },
};

/** Telling as a whole: from probes that fail to messages that a mail server took. */
export const benchNotify: Bench = async ({ quick, say }) => {
  const run = await runTelling({ ...(quick ? QUICK : FULL), say });
  return notifyPage(run, await toldFigures(run));
};
