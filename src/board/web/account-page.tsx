import { useCallback } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { OwnAccountDto } from '../dto/entrance.ts';
import { AccountTokens } from './account-tokens.tsx';
import { AccountWalls } from './account-walls.tsx';
import { Frame } from './frame.tsx';
import type { OwnPartProps } from './own-part.ts';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { Fact, Panel } from './panel.tsx';
import { ACCOUNTS_PATH, AUDIT_PATH, LOOKS_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

/** One's own account: what is open by it, and what is changed. */
export function AccountPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { data, marking, freshness, failure, reload } = useMinutely<OwnAccountDto>('/api/account');
  return (
    <Frame title={words.myAccount} {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <h1>{words.myAccount}</h1>
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.noAccountHere}
          </p>
        ) : (
          <>
            <Whose own={data} reload={reload} />
            <OwnSessions own={data} reload={reload} />
            {data.issuer === null && (
              <>
                <AccountTokens own={data} reload={reload} />
                <AccountWalls own={data} reload={reload} />
                <OwnPassword own={data} reload={reload} />
              </>
            )}
          </>
        )}
      </div>
    </Frame>
  );
}

function Whose({ own }: OwnPartProps) {
  const words = useWords();
  const language = useLanguage();
  const { reload } = useEntrance();
  const { send } = useAct();
  const logout = useCallback(async () => {
    if ((await send('/api/entrance/logout', {})) !== null) await reload();
  }, [send, reload]);
  return (
    <Panel id="whose" title={words.whose}>
      <Fact name={words.accountName}>{own.name}</Fact>
      <Fact name={words.office}>{own.officeName[language]}</Fact>
      {own.issuer === null ? (
        <Fact name={words.recoveryLeft} bad={own.recoveryLeft < 3}>
          {words.codesLeft(`${own.recoveryLeft}`)}
        </Fact>
      ) : (
        <Fact name={words.loggedInAt}>
          {own.issuer} <small>{words.issuedNote}</small>
        </Fact>
      )}
      <Fact name={words.accounts}>
        <a href={ACCOUNTS_PATH}>{words.seeAccounts}</a>
      </Fact>
      {own.office.kind === 'operator' && (
        <Fact name={words.toAudit}>
          <a href={AUDIT_PATH}>{words.seeAudit}</a>
        </Fact>
      )}
      {own.office.kind === 'member' && (
        <Fact name={words.toLooks}>
          <a href={LOOKS_PATH}>{words.seeLooks}</a>
        </Fact>
      )}
      <Fact name={words.logout}>
        <button type="button" class="plain" onClick={() => void logout()}>
          {words.logout}
        </button>
      </Fact>
    </Panel>
  );
}
