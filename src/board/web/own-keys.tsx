import type { ComponentChildren } from 'preact';
import { timesOf } from './format.ts';
import type { OwnPartProps } from './own-part.ts';
import { TableHeads } from './table-heads.tsx';
import { useAct } from './use-act.ts';
import { useLanguage, useWords } from './words.ts';

/** What a token and a screen on a wall have alike; times epoch ms, null = never. */
interface OwnKey {
  readonly id: string;
  readonly name: string;
  readonly endsAt: number;
  readonly usedAt: number | null;
}

export interface OwnKeysProps<Key extends OwnKey> extends OwnPartProps {
  /** The path of the keys below the account's, and the id of their heading. */
  readonly kind: 'tokens' | 'walls';
  readonly keys: readonly Key[];
  readonly nameLabel: string;
  /** What else is told of one, before its times. */
  readonly columns: readonly KeyColumn<Key>[];
  /** The form of a new one. */
  readonly children: ComponentChildren;
}

export interface KeyColumn<Key> {
  readonly label: string;
  readonly isFigure: boolean;
  readonly of: (key: Key) => string;
}

/** Keys by which somebody else reads in one's name, each to be ended, and how one is made. */
export function OwnKeys<Key extends OwnKey>(props: OwnKeysProps<Key>) {
  const { kind, keys, children, reload } = props;
  const words = useWords();
  const { send, problem } = useAct();
  const end = async (id: string) => {
    if ((await send(`/api/account/${kind}/end`, { id })) !== null) reload();
  };
  return (
    <section class="panel" aria-labelledby={`own-${kind}`}>
      <h2 id={`own-${kind}`}>{words[kind]}</h2>
      <p class="note">{words[`${kind}Note`]}</p>
      {problem !== null && <p role="alert">{problem}</p>}
      {keys.length > 0 && <KeyTable {...props} end={(id) => void end(id)} />}
      {children}
    </section>
  );
}

type TableProps<Key extends OwnKey> = OwnKeysProps<Key> & { readonly end: (id: string) => void };

function KeyTable<Key extends OwnKey>({ own, keys, nameLabel, columns, end }: TableProps<Key>) {
  const words = useWords();
  const times = timesOf(useLanguage(), own.council.timezone);
  const told: readonly KeyColumn<Key>[] = [
    ...columns,
    { label: words.endsAt, isFigure: true, of: ({ endsAt }) => times.full(endsAt) },
    {
      label: words.lastUsed,
      isFigure: true,
      of: ({ usedAt }) => (usedAt === null ? words.neverUsed : times.full(usedAt)),
    },
  ];
  return (
    <table class="keys">
      <TableHeads heads={[nameLabel, ...told.map(({ label }) => label), words.act]} />
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">{key.name}</th>
            {told.map(({ label, isFigure, of }) => (
              <td key={label} data-label={label} {...(isFigure ? { class: 'num' } : {})}>
                {of(key)}
              </td>
            ))}
            <td class="acts">
              <button type="button" class="plain" onClick={() => end(key.id)}>
                {words.endToken}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
