import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { addressAt, momentAsked, withoutMoment } from './moment.ts';
import { readMoment } from './read-moment.ts';
import { routeOf } from './route.ts';
import { useWords } from './words.ts';

/** Of which moment the address asks. */
interface AskedMoment {
  /** A full minute, epoch ms; null = now, also where there is a problem. */
  readonly at: number | null;
  /** Why the moment that stands in the address is not shown; null = it is, or there is none. */
  readonly problem: MomentProblem | null;
}

type MomentProblem =
  | { readonly kind: 'no_past' }
  | { readonly kind: 'unreadable'; readonly timezone: string };

const NOW: AskedMoment = { at: null, problem: null };
const AskedContext = createContext<AskedMoment>(NOW);

/** The past moment that the page is about, epoch ms, as it changes; null = now. */
export function useMoment(): number | null {
  return useContext(AskedContext).at;
}

export interface OfMomentProps {
  /** Of the council; null where none of the pages is shown as of a moment. */
  readonly timezone: string | null;
  readonly children: ComponentChildren;
}

/**
 * Reads the moment of the address for the pages below. One that is understood is left there as links of
 * the board have it; any other is taken out, and the frame of the page says so.
 */
export function OfMoment({ timezone, children }: OfMomentProps) {
  const [asked, setAsked] = useState(() => askedOf(location, timezone));
  // At once: a key that is pressed meanwhile leads to an address of which `asked` knows nothing yet.
  useLayoutEffect(() => {
    const address = addressFor(location.href, asked);
    if (address !== location.href) history.replaceState(null, '', address);
  }, [asked]);
  useEffect(() => {
    const moved = () => setAsked(askedOf(location, timezone));
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, [timezone]);
  return <AskedContext.Provider value={asked}>{children}</AskedContext.Provider>;
}

function addressFor(address: string, { at, problem }: AskedMoment): string {
  if (problem !== null) return withoutMoment(address);
  return at === null ? address : new URL(addressAt(address, at), address).href;
}

function askedOf(
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  timezone: string | null,
): AskedMoment {
  const text = momentAsked(search);
  if (text === null) return NOW;
  switch (routeOf(pathname).page) {
    case 'overview':
    case 'sector':
    case 'target': {
      if (timezone === null) return NOW;
      const at = readMoment(text, timezone);
      return { at, problem: at === null ? { kind: 'unreadable', timezone } : null };
    }
    case 'unknown':
      return NOW;
    default:
      return { at: null, problem: { kind: 'no_past' } };
  }
}

/** Says that the page is about now though its address asked for another moment. */
export function MomentNotice() {
  const words = useWords();
  const { problem } = useContext(AskedContext);
  if (problem === null) return null;
  return (
    <p class="condition-banner" role="status">
      {problem.kind === 'no_past' ? words.momentNotHere : words.momentUnread(problem.timezone)}
    </p>
  );
}
