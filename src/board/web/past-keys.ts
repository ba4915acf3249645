import { useLayoutEffect } from 'preact/hooks';

const DAY_MS = 86_400_000;
export const STEP_MS = 300_000;

/** How far each key goes, ms. */
const STEPS: Readonly<Record<string, number>> = {
  d: -DAY_MS,
  w: -7 * DAY_MS,
  m: -28 * DAY_MS,
  D: DAY_MS,
  W: 7 * DAY_MS,
  M: 28 * DAY_MS,
  ArrowLeft: -STEP_MS,
  ArrowRight: STEP_MS,
};

/** What a key asks for: another moment, the present, or that the day runs or stops. */
export type KeyAct =
  | { readonly kind: 'step'; readonly byMs: number }
  | { readonly kind: 'now' }
  | { readonly kind: 'play' };

/** null where the key asks for nothing; `isPast`: the past is shown. */
export function actOf(key: string, isPast: boolean): KeyAct | null {
  if (key === 'n') return isPast ? { kind: 'now' } : null;
  if (key === 'p') return isPast ? { kind: 'play' } : null;
  const byMs = STEPS[key];
  if (byMs === undefined) return null;
  const goesBackWhole = byMs <= -DAY_MS;
  return isPast || goesBackWhole ? { kind: 'step', byMs } : null;
}

/**
 * Listens to single keys while they are wanted and nobody is writing; from before the page is drawn,
 * so that none is lost.
 */
export function usePastKeys(isOn: boolean, isPast: boolean, act: (act: KeyAct) => void): void {
  useLayoutEffect(() => {
    if (!isOn) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const asked = actOf(event.key, isPast);
      if (asked === null) return;
      event.preventDefault();
      act(asked);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [isOn, isPast, act]);
}

/** Keys are for what has the focus, where it takes them. */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, select, textarea, [contenteditable]') !== null
  );
}
