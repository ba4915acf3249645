import { useState } from 'preact/hooks';
import type { Language } from '../../core/words/language.ts';
import type { AccountDto, AccountsDto, InvitedDto } from '../dto/entrance.ts';
import { timesOf } from './format.ts';
import { Frame } from './frame.tsx';
import { InviteForm } from './invite-form.tsx';
import { PresentPassword } from './present-password.tsx';
import { AUDIT_PATH } from './route.ts';
import { useAct } from './use-act.ts';
import { useEntrance } from './use-entrance.ts';
import { useMinutely } from './use-minutely.ts';
import { useLanguage, useWords } from './words.ts';

/** The accounts that one administers. */
export function AccountsPage({ choose }: { choose: (language: Language) => void }) {
  const words = useWords();
  const { now } = useEntrance();
  const { data, marking, freshness, failure, reload } = useMinutely<AccountsDto>('/api/accounts');
  const [invited, setInvited] = useState<InvitedDto | null>(null);
  const isOperator = now.state === 'open' || (now.state === 'in' && now.viewer.kind === 'operator');
  const made = (link: InvitedDto) => {
    setInvited(link);
    reload();
  };
  return (
    <Frame title={words.accounts} {...{ choose, marking, freshness }} council={data?.council}>
      <div class="accounts">
        <h1>{words.accounts}</h1>
        {now.state === 'open' && <p class="notice">{words.firstAccount}</p>}
        {isOperator && (
          <p class="note">
            {words.toAudit}: <a href={AUDIT_PATH}>{words.seeAudit}</a>
          </p>
        )}
        {data === null ? (
          <p class="notice" role="status">
            {failure === null ? words.loading : words.noAccountHere}
          </p>
        ) : (
          <>
            {invited !== null && <InvitedLink invited={invited} timezone={data.council.timezone} />}
            {data.accounts.length > 0 && <AccountTable among={data} made={made} reload={reload} />}
            {data.kinds.length > 0 && <InviteForm among={data} made={made} />}
          </>
        )}
      </div>
    </Frame>
  );
}

/** Told once: whoever has it takes the account up. */
function InvitedLink({ invited, timezone }: { invited: InvitedDto; timezone: string }) {
  const words = useWords();
  const times = timesOf(useLanguage(), timezone);
  return (
    <p class="once" role="status">
      {words.linkOnce(invited.name, times.full(invited.endsAt))}{' '}
      <code>{`${location.origin}${invited.path}`}</code>
    </p>
  );
}

interface TableProps {
  readonly among: AccountsDto;
  readonly made: (link: InvitedDto) => void;
  readonly reload: () => void;
}

function AccountTable({ among, made, reload }: TableProps) {
  const words = useWords();
  const { send, problem } = useAct();
  const { now } = useEntrance();
  const [password, setPassword] = useState('');
  const own = now.state === 'in' ? now.name : null;
  const proof = own === null ? {} : { password };
  const end = async ({ id, name }: AccountDto) => {
    if (!confirm(words.confirmEnd(name))) return;
    const ended = await send('/api/accounts/end', { id, ...proof });
    setPassword('');
    if (ended !== null) reload();
  };
  const reset = async ({ id, name }: AccountDto) => {
    if (!confirm(words.confirmReset(name))) return;
    const link = await send<InvitedDto>('/api/accounts/reset', { id, ...proof });
    setPassword('');
    if (link !== null) made(link);
  };
  return (
    <section class="panel" aria-labelledby="account-list">
      <h2 id="account-list">{words.accountList}</h2>
      {own !== null && (
        <PresentPassword hint={words.presentPasswordHint} value={password} change={setPassword} />
      )}
      {problem !== null && <p role="alert">{problem}</p>}
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{words.accountName}</th>
            <th scope="col">{words.office}</th>
            <th scope="col">{words.accountState}</th>
            <th scope="col">{words.invitedBy}</th>
            <th scope="col">{words.lastUsed}</th>
            <th scope="col">{words.act}</th>
          </tr>
        </thead>
        <tbody>
          {among.accounts.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              isOwn={account.name === own}
              timezone={among.council.timezone}
              end={() => void end(account)}
              reset={() => void reset(account)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly account: AccountDto;
  readonly isOwn: boolean;
  readonly timezone: string;
  readonly end: () => void;
  readonly reset: () => void;
}

function AccountRow({ account, isOwn, timezone, end, reset }: RowProps) {
  const words = useWords();
  const language = useLanguage();
  const times = timesOf(language, timezone);
  const { name, officeName, state, invitedBy, invitedAt, lastUsedAt, issuer } = account;
  return (
    <tr class={state === 'ended' ? 'is-ended' : ''}>
      <th scope="row">{name}</th>
      <td data-label={words.office}>{officeName[language]}</td>
      <td data-label={words.accountState}>{words.accountStates[state]}</td>
      <td class="num" data-label={words.invitedBy}>
        {invitedBy} ({times.full(invitedAt)})
      </td>
      <td class="num" data-label={words.lastUsed}>
        {lastUsedAt === null ? '–' : times.full(lastUsedAt)}
      </td>
      <td class="acts">
        {state !== 'ended' && (
          <>
            {!isOwn && issuer === null && (
              <button type="button" class="plain" aria-label={words.resetOf(name)} onClick={reset}>
                {words.reset}
              </button>
            )}{' '}
            <button type="button" class="plain" aria-label={words.endOf(name)} onClick={end}>
              {words.endAccount}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}
