import { useEffect, useState } from 'preact/hooks';
import { timesOf } from '../format.ts';
import { useLanguage, useWords } from '../words.ts';

export interface PastBannerProps {
  /** Epoch ms. */
  readonly moment: number;
  readonly timezone: string;
  /** What is shown of it, or why nothing is. */
  readonly note: string;
}

/** That it is not now, and the link to it. */
export function PastBanner({ moment, timezone, note }: PastBannerProps) {
  const words = useWords();
  const language = useLanguage();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [moment]);
  const copy = () => {
    navigator.clipboard?.writeText(location.href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="past-banner" role="status">
      <p>
        <strong class="num">{words.pastTitle(timesOf(language, timezone).whole(moment))}</strong>{' '}
        <button type="button" class="step" onClick={copy}>
          {isCopied ? words.linkCopied : words.copyLink}
        </button>
      </p>
      <p class="note">{note}</p>
    </div>
  );
}
