import { FACT_NAMES, type SharedFact } from '../../core/words/fact.ts';
import { signTexts } from '../../core/words/page-signs.ts';
import type { Certificate, ProbeRecord } from '../../core/words/probe-record.ts';
import { unmetText } from '../../core/words/unmet-expectation.ts';
import type { SiteTarget } from '../dto/shared.ts';

import { showCount, showMs, timesOf } from './format.ts';
import { Fact, Panel } from './panel.tsx';
import { memberPath } from './route.ts';
import { useLanguage, useWords } from './words.ts';

/** What the answer was like. */
export function FactsPanel({ record, timezone }: { record: ProbeRecord; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  const { sample, facts } = record;
  const bytes = sample.encodedBodyBytes;
  return (
    <Panel id="facts" title={words.facts}>
      <Fact name={words.factScheduled}>{timesOf(language, timezone).full(sample.scheduledAt)}</Fact>
      <Fact name={words.factStatus}>{sample.statusCode}</Fact>
      <Fact name={words.factProtocol}>{sample.protocol}</Fact>
      <Fact name={words.factTls}>{sample.tlsVersion}</Fact>
      <Fact name={words.factPeer}>{sample.peerAddress}</Fact>
      <Fact name={words.factFamily}>IPv{sample.family}</Fact>
      <Fact name={words.factTtfb}>{showMs(sample.ttfbMs, language)}</Fact>
      <Fact name={words.factBody}>
        {bytes === null
          ? null
          : words.factBytes(showCount(bytes, language)) +
            (sample.bodyTruncated ? words.factTruncated : '')}
      </Fact>
      <Fact name={words.factServer}>{facts.serverFamily}</Fact>
      <Fact name={words.factQueue}>{showMs(sample.queueMs, language)}</Fact>
      <Fact name={words.factDetail}>
        {record.unmet ? unmetText(record.unmet)[language] : record.detail}
      </Fact>
      {record.signs && (
        <Fact name={words.factSigns}>
          {signTexts(record.signs).map((line) => (
            <div key={line.en}>{line[language]}</div>
          ))}
        </Fact>
      )}
    </Panel>
  );
}

/** The certificate presented in a probe. */
export function CertificatePanel({ record, timezone }: { record: ProbeRecord; timezone: string }) {
  const words = useWords();
  const language = useLanguage();
  const { certificate, sample } = record;
  if (certificate === null) {
    return (
      <Panel id="certificate" title={words.certificate}>
        <div>
          <dd class="note">{words.certificateNone}</dd>
        </div>
      </Panel>
    );
  }
  const times = timesOf(language, timezone);
  return (
    <Panel id="certificate" title={words.certificate}>
      <Fact name={words.certificateSubject}>{certificate.subject}</Fact>
      <Fact name={words.certificateIssuer}>{certificate.issuer}</Fact>
      <Fact name={words.certificateValid}>
        {times.date(certificate.notBefore)} – {times.date(certificate.notAfter)}{' '}
        <Remaining certificate={certificate} at={sample.startedAt ?? sample.scheduledAt} />
      </Fact>
      <Fact name={words.result}>
        <span class={certificate.authorized ? '' : 'is-bad'}>
          {certificate.authorized
            ? words.certificateOk
            : words.certificateBad(certificate.error ?? '')}
        </span>
      </Fact>
      <Fact name={words.certificateFingerprint}>
        <code>{certificate.fingerprint}</code>
      </Fact>
    </Panel>
  );
}

const DAY_MS = 86_400_000;
/** A certificate that ends within this time needs a look. */
const SOON_DAYS = 21;

function Remaining({ certificate, at }: { certificate: Certificate; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const days = Math.floor((certificate.notAfter - at) / DAY_MS);
  if (days < 0) {
    return <b class="is-bad">{words.certificateExpired(showCount(-days, language))}</b>;
  }
  return (
    <b class={days < SOON_DAYS ? 'is-warn' : ''}>
      {days < SOON_DAYS && <span aria-hidden="true">▲ </span>}
      {words.certificateDays(showCount(days, language))}
    </b>
  );
}

/** What the site may have in common with others. */
export function SharedFactsPanel({ facts }: { facts: readonly SharedFact[] }) {
  const words = useWords();
  const language = useLanguage();
  const kinds = [...Map.groupBy(facts, ({ kind }) => kind)];
  return (
    <Panel id="shared-facts" title={words.sharedFacts}>
      {kinds.map(([kind, ofKind]) => (
        <Fact key={kind} name={FACT_NAMES[kind][language]}>
          {ofKind.map(({ text }) => (
            <div key={text}>{text}</div>
          ))}
        </Fact>
      ))}
    </Panel>
  );
}

/** How the site is measured. */
export function SettingsPanel({ target }: { target: SiteTarget }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <Panel id="settings" title={words.settings}>
      <Fact name={words.settingUrl}>
        {target.url ?? words.settingPractice(target.practice ?? '')}
      </Fact>
      <Fact name={words.settingSchedule}>
        <code>{target.schedule}</code>
      </Fact>
      <Fact name={words.settingTimeout}>{showMs(target.timeoutMs, language)}</Fact>
      <Fact name={words.settingConsent}>
        {words.consent[target.consent]} <a href={memberPath(target.member.id)}>{words.seeMember}</a>
      </Fact>
      <Fact name={words.settingId}>
        <code>{target.id}</code>
      </Fact>
    </Panel>
  );
}
