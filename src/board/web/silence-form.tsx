import { useState } from 'preact/hooks';
import type { NamedDto } from '../dto.ts';
import { ActForm, FormField } from './form-field.tsx';
import { SelectField } from './select-field.tsx';
import { NEW_SILENCE, type SilenceAsked, silenceBodyOf, WHOSE } from './silence-asked.ts';
import { SilencedMatter } from './silenced-matter.tsx';
import { useAct } from './use-act.ts';
import { useWords } from './words.ts';

export interface SilenceFormProps {
  /** It is about this one; null = it is chosen. */
  readonly incident: string | null;
  /** Messages of others may be silenced, too. */
  readonly mayOfAll: boolean;
  /** About which one may be chosen. */
  readonly sectors: readonly NamedDto[];
  readonly made: () => void;
}

const LENGTHS = [1, 4, 12, 24, 72, 168] as const;

/** Silences one's own messages for a while; for the operator also those of others. */
export function SilenceForm({ incident, mayOfAll, sectors, made }: SilenceFormProps) {
  const { acts } = useWords();
  const act = useAct();
  const [asked, setAsked] = useState<SilenceAsked>(NEW_SILENCE);
  const [isDone, setDone] = useState(false);
  const change = (over: Partial<SilenceAsked>) => setAsked((before) => ({ ...before, ...over }));
  const submit = async () => {
    setDone(false);
    const body = silenceBodyOf(asked, { incident, firstSector: sectors[0]?.id ?? '' });
    if ((await act.send('/api/acts/silence', body)) === null) return;
    change({ reason: '' });
    setDone(true);
    made();
  };
  return (
    <ActForm {...act} label={acts.silence} submit={() => void submit()}>
      {mayOfAll && <Whose asked={asked} change={change} />}
      {incident === null && <SilencedMatter {...{ asked, change, sectors }} />}
      <SelectField
        label={acts.howLong}
        options={LENGTHS.map((n) => [String(n), n < 24 ? acts.hours(n) : acts.days(n / 24)])}
        chosen={asked.hours}
        choose={(hours) => change({ hours })}
      />
      <FormField
        label={acts.reason}
        hint={acts.reasonOptional}
        value={asked.reason}
        change={(reason) => change({ reason })}
        optional
        input={{ maxLength: 500 }}
      />
      {asked.whose !== 'own' && <p class="note">{acts.announcedNote}</p>}
      {isDone && <p role="status">{acts.silencedNow}</p>}
    </ActForm>
  );
}

interface PartProps {
  readonly asked: SilenceAsked;
  readonly change: (over: Partial<SilenceAsked>) => void;
}

/** To silence everybody about anything is not offered. */
function Whose({ asked: { whose, recipient, about }, change }: PartProps) {
  const { acts } = useWords();
  return (
    <>
      <SelectField
        label={acts.whose}
        options={WHOSE.map((each) => [each, acts.whoseNames[each]])}
        chosen={whose}
        choose={(chosen) =>
          change({
            whose: chosen,
            about: chosen === 'all' && about === 'anything' ? 'target' : about,
          })
        }
      />
      {whose === 'other' && (
        <FormField
          label={acts.recipientId}
          hint={acts.recipientIdHint}
          value={recipient}
          change={(text) => change({ recipient: text })}
          input={{ autocapitalize: 'none', spellcheck: false }}
        />
      )}
    </>
  );
}
