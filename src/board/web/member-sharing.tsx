import { useState } from 'preact/hooks';
import { CONSENTS, type Consent } from '../../core/config.ts';
import type { MemberPageDto, MemberSiteDto } from '../dto/member.ts';
import { ActForm, FormField } from './form-field.tsx';
import { timesOf } from './format.ts';
import { JudgementSign } from './judgement-sign.tsx';
import { targetPath } from './route.ts';
import { SelectField } from './select-field.tsx';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useLanguage, useWords } from './words.ts';

export interface MemberPartProps {
  readonly page: MemberPageDto;
  readonly reload: () => void;
}

/** How each site is shared, and what is set anew. */
export function MemberSharing({ page, reload }: MemberPartProps) {
  const words = useWords();
  return (
    <section class="panel" aria-labelledby="member-sharing">
      <h2 id="member-sharing">{words.sharing}</h2>
      <p class="note">{words.sharingNote}</p>
      <p class="note">{words.withdrawNote}</p>
      {page.sites.map((site) => (
        <SiteSharing key={site.target} page={page} site={site} reload={reload} />
      ))}
    </section>
  );
}

type SiteProps = MemberPartProps & { readonly site: MemberSiteDto };

function SiteSharing({ page, site, reload }: SiteProps) {
  const { now } = useEntrance();
  const { target, judgement, detail } = site;
  const isWall = now.state === 'in' && now.isWall;
  return (
    <article class="site-sharing" aria-labelledby={`sharing-${target}`}>
      <h3 id={`sharing-${target}`}>
        <a href={targetPath(target)}>{target}</a>{' '}
        <JudgementSign judgement={judgement} ratio={null} />
      </h3>
      {detail?.url && <p class="target-url">{detail.url}</p>}
      <Owner page={page} site={site} />
      {!isWall && <LevelsForm page={page} site={site} reload={reload} />}
      <History page={page} site={site} />
    </article>
  );
}

/** Whose the levels are, and what the files have where that is another. */
function Owner({ page, site }: Omit<SiteProps, 'reload'>) {
  const words = useWords();
  const times = timesOf(useLanguage(), page.council.timezone);
  const { levels, file, owner, versions } = site;
  const [newest] = versions;
  const isOther =
    file.consent !== levels.consent || file.secretariatSees !== levels.secretariatSees;
  return (
    <p class="note">
      {owner === 'file' || newest === undefined
        ? words.ownerFile
        : words.ownerMember(times.full(newest.at), whoOf(newest, words))}{' '}
      {isOther &&
        words.fileHas(words.consent[file.consent], words.seesLevels[file.secretariatSees])}
    </p>
  );
}

function LevelsForm({ page, site, reload }: SiteProps) {
  const words = useWords();
  const act = useAct();
  const { target, levels } = site;
  const [consent, setConsent] = useState<Consent>(levels.consent);
  const [sees, setSees] = useState(levels.secretariatSees);
  const [request, setRequest] = useState('');
  const [isDone, setDone] = useState(false);
  const isWider =
    CONSENTS.indexOf(consent) > CONSENTS.indexOf(levels.consent) ||
    (sees === 'detail' && levels.secretariatSees === 'judgement');
  const submit = async () => {
    if (isWider && !confirm(words.confirmWider(target, words.consent[consent]))) return;
    const asked = { target, consent, secretariatSees: sees };
    const byRequest = page.right === 'by_request' ? { request } : {};
    const done = await act.send('/api/consent', { ...asked, ...byRequest });
    setDone(done !== null);
    if (done === null) return;
    setRequest('');
    reload();
  };
  return (
    <ActForm {...act} label={words.setLevels} submit={() => void submit()}>
      <SelectField
        label={words.settingConsent}
        options={CONSENTS.map((each) => [each, words.consent[each]])}
        chosen={consent}
        choose={setConsent}
      />
      <p class="note">{words.consentMeans[consent]}</p>
      <SelectField
        label={words.secretariatSees}
        options={(['detail', 'judgement'] as const).map((each) => [each, words.seesLevels[each]])}
        chosen={sees}
        choose={setSees}
      />
      {consent === 'own' && <p class="note">{words.seesNone}</p>}
      {page.right === 'by_request' && (
        <FormField
          label={words.requestOf}
          hint={words.requestHint}
          value={request}
          change={setRequest}
        />
      )}
      {isDone && act.problem === null && <p role="status">{words.levelsSet}</p>}
    </ActForm>
  );
}

function History({ page, site }: Omit<SiteProps, 'reload'>) {
  const words = useWords();
  const times = timesOf(useLanguage(), page.council.timezone);
  if (site.versions.length === 0) return null;
  return (
    <details>
      <summary>{words.history}</summary>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.setSince}</th>
            <th scope="col">{words.settingConsent}</th>
            <th scope="col">{words.secretariatSees}</th>
            <th scope="col">{words.setBy}</th>
          </tr>
        </thead>
        <tbody>
          {site.versions.map((version) => (
            <tr key={version.version}>
              <th scope="row" class="num">
                {version.at === 0 ? words.always : times.full(version.at)}
              </th>
              <td data-label={words.settingConsent}>{words.consent[version.consent]}</td>
              <td data-label={words.secretariatSees}>
                {words.seesLevels[version.secretariatSees]}
              </td>
              <td data-label={words.setBy}>{whoOf(version, words)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function whoOf(
  { by, actor, request }: MemberSiteDto['versions'][number],
  words: ReturnType<typeof useWords>,
): string {
  const who = by === 'file' ? words.versionBy.file : `${words.versionBy[by]} ${actor}`;
  return request === null ? who : `${who}, ${words.byRequest(request)}`;
}
