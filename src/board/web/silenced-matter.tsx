import type { NamedDto } from '../dto.ts';
import { FormField } from './form-field.tsx';
import { SelectField } from './select-field.tsx';
import { ABOUT, type SilenceAsked } from './silence-asked.ts';
import { useLanguage, useWords } from './words.ts';

export interface SilencedMatterProps {
  readonly asked: SilenceAsked;
  readonly change: (over: Partial<SilenceAsked>) => void;
  readonly sectors: readonly NamedDto[];
}

/** What a silence is about. */
export function SilencedMatter({ asked, change, sectors }: SilencedMatterProps) {
  const { acts } = useWords();
  const language = useLanguage();
  const { whose, about, target, sector } = asked;
  const abouts = ABOUT.filter((kind) => whose !== 'all' || kind !== 'anything');
  return (
    <>
      <SelectField
        label={acts.about}
        options={abouts.map((each) => [each, acts.aboutNames[each]])}
        chosen={about}
        choose={(chosen) => change({ about: chosen })}
      />
      {about === 'target' && (
        <FormField
          label={acts.targetId}
          hint={acts.targetIdHint}
          value={target}
          change={(text) => change({ target: text })}
          input={{ autocapitalize: 'none', spellcheck: false }}
        />
      )}
      {about === 'sector' && (
        <SelectField
          label={acts.aboutNames.sector}
          options={sectors.map(({ id, name }) => [id, name[language]])}
          chosen={sector || (sectors[0]?.id ?? '')}
          choose={(chosen) => change({ sector: chosen })}
        />
      )}
    </>
  );
}
