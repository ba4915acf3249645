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
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const asked = isTaken(event) ? null : actOf(event.key, isPast);
      // What a key turns on and off it would turn on and off again while it is held.
      if (asked === null || (event.repeat && asked.kind !== 'step')) return;
      event.preventDefault();
      act(asked);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [isOn, isPast, act]);
}

/** Keys are for what has the focus, where it takes them; arrows scroll whatever is wider than its place. */
function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [contenteditable]') !== null) return true;
  return key.startsWith('Arrow') && target !== document.body && !target.closest('.time-bar');
}
