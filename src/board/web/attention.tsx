import { useState } from 'preact/hooks';
import type { CouncilPageDto, FoundSitesDto } from '../dto.ts';
import { Choice } from './choice.tsx';
import { showCount } from './format.ts';
import type { Judged } from './judged-sites.ts';
import { scaleOf } from './phase-bar.tsx';
import { isNew } from './site-order.ts';
import { SiteTable } from './site-table.tsx';
import { useLanguage, useWords } from './words.ts';

/** The bars of sites that fail are drawn to so many medians of those that answer. */
const SCALE_MEDIANS = 4;

/** The sites whose newest sample is no success, as the board orders them; those that began of late alone. */
export function Attention(props: { overview: CouncilPageDto; judged: Judged; at: number }) {
  const { overview, judged, at } = props;
  const words = useWords();
  const language = useLanguage();
  const [shown, show] = useState<'all' | 'new'>('all');
  const { troubled, sectors, council, counts } = overview;
  const chosen = counts.failureNew === 0 ? 'all' : shown;
  const sites = chosen === 'all' ? troubled.sites : troubled.sites.filter((s) => isNew(s, at));
  const total = chosen === 'all' ? troubled.total : Math.max(sites.length, counts.failureNew);
  const options = [
    ['all', words.attentionAll(showCount(troubled.total, language))],
    ['new', words.attentionNew(showCount(counts.failureNew, language))],
  ] as const;
  return (
    <section class="attention" aria-label={words.attention}>
      <header class="attention-head">
        <h2>
          {words.attention} <span class="num">{showCount(troubled.total, language)}</span>
        </h2>
        {counts.failureNew > 0 && (
          <Choice label={words.show} options={options} chosen={chosen} choose={show} />
        )}
      </header>
      <SiteTable
        sites={sites}
        judged={judged}
        scaleMs={scaleOf(sectors.flatMap(({ medianMs }) => (medianMs ?? 0) * SCALE_MEDIANS))}
        at={at}
        timezone={council.timezone}
        few={8}
      />
      <Untold found={{ total, sites }} />
    </section>
  );
}

/** How many there are beyond those told. */
export function Untold({ found }: { found: FoundSitesDto }) {
  const words = useWords();
  const language = useLanguage();
  const rest = found.total - found.sites.length;
  return rest > 0 ? <p class="note">{words.untold(showCount(rest, language))}</p> : null;
}
