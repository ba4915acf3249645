import { STANDING_SENTENCE } from '../../core/words/language.ts';
import { saveChart } from './chart-picture.ts';
import { timesOf } from './format.ts';
import { useMarks } from './marks.ts';
import { momentText } from './moment.ts';
import { useLanguage, useWords } from './words.ts';

export interface SaveChartProps {
  readonly target: string;
  readonly title: string;
  readonly timezone: string;
  /** The time of the newest value, epoch ms. */
  readonly asOf: number;
  /** Of time, epoch ms; absent = the last 24 hours. */
  readonly range?: { readonly from: number; readonly to: number } | undefined;
  /** The chart as it is drawn; null = it is not there. */
  readonly chart: () => HTMLCanvasElement | null;
}

/** Saves what the chart shows: as a picture, and its values as files, each with its marking. */
export function SaveChart({ target, title, timezone, asOf, range, chart }: SaveChartProps) {
  const words = useWords();
  const language = useLanguage();
  const { marking, practice, drill } = useMarks();
  const path = `/api/export/samples/${encodeURIComponent(target)}`;
  const rangeQuery = range === undefined ? '' : `&from=${range.from}&to=${range.to}`;
  const save = () => {
    const drawn = chart();
    if (drawn === null || marking === null) return;
    const exercise = [practice ? words.practice : '', drill ? words.exercise : ''];
    const time = momentText(asOf).replaceAll(/[-:]/g, '');
    saveChart(drawn, {
      ...{ title, marking, asOf: words.asOf(timesOf(language, timezone).full(asOf)) },
      exercise: exercise.filter((each) => each !== '').join(' '),
      sentence: STANDING_SENTENCE[language],
      fileName: `yamabiko-${target}-${time}-${marking.replaceAll(/[^A-Z]+/g, '-')}.png`,
    });
  };
  return (
    <p class="save">
      {words.save}
      <a href={`${path}?format=csv${rangeQuery}`} download>
        CSV
      </a>
      <a href={`${path}?format=ndjson${rangeQuery}`} download>
        NDJSON
      </a>
      <button type="button" class="step" onClick={save}>
        {words.saveChart}
      </button>
    </p>
  );
}
