import type { Language } from '../../core/words/language.ts';
import type { LookDto, LooksDto } from '../dto/audit.ts';
import { showCount, timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { Fact, Panel } from './panel.tsx';
import { targetPath } from './route.ts';
import { useAuditWords } from './use-audit-words.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage } from './words.ts';

/** A member's own page: who saw its sites by name, when, and under which consent. */
export function LooksPage({ choose }: { choose: (language: Language) => void }) {
  const words = useAuditWords();
  const { data, marking, freshness, failure } = useMinutely<LooksDto>('/api/looks');
  return (
    <Frame title={words.looks} {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <h1>{words.looks}</h1>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.looksNotHere}
          </p>
        ) : (
          <Looks told={data} />
        )}
      </div>
    </Frame>
  );
}

function Looks({ told }: { readonly told: LooksDto }) {
  const words = useAuditWords();
  const language = useLanguage();
  const { looks, isCut, from, sites, council } = told;
  const times = timesOf(language, council.timezone);
  return (
    <>
      <p class="note">
        {words.looksNote} {words.looksSince(times.date(from))}
      </p>
      <Panel id="own-sites" title={words.ownSites}>
        {sites.map(({ target, consent }) => (
          <Fact key={target} name={target}>
            {words.consent[consent]}
          </Fact>
        ))}
      </Panel>
      {looks.length === 0 ? (
        <p class="notice" role="status">
          {words.looksNone}
        </p>
      ) : (
        <LookTable looks={looks} timezone={council.timezone} />
      )}
      {isCut && <p class="note">{words.looksCut(showCount(looks.length, language))}</p>}
    </>
  );
}

interface TableProps {
  readonly looks: readonly LookDto[];
  readonly timezone: string;
}

function LookTable({ looks, timezone }: TableProps) {
  const words = useAuditWords();
  return (
    <section class="panel" aria-label={words.looks}>
      <table class="keys audit-lines">
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.lookedBy}</th>
            <th scope="col">{words.lookedAt}</th>
            <th scope="col">{words.lookedWhat}</th>
            <th scope="col">{words.lookedConsent}</th>
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <LookRow key={keyOf(look)} look={look} timezone={timezone} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LookRow({ look, timezone }: { readonly look: LookDto; readonly timezone: string }) {
  const words = useAuditWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { at, office, way, looked } = look;
  return (
    <tr>
      <th scope="row" class="num">
        {times.full(at)}
      </th>
      <td data-label={words.lookedBy}>
        {office[language]} <small>({words.lookWays[way]})</small>
      </td>
      <td data-label={words.lookedAt}>
        <a href={targetPath(looked.target)}>{looked.target}</a>
        {looked.kind === 'list' && <small> ({words.lookedList})</small>}
      </td>
      <td data-label={words.lookedWhat}>{words.lookedRight[looked.right]}</td>
      <td data-label={words.lookedConsent}>{words.consent[looked.consent]}</td>
    </tr>
  );
}

function keyOf({ at, kind, office, way, looked }: LookDto): string {
  return [at, kind, office.en, way, ...Object.values(looked)].join(' ');
}
