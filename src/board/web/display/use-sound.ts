import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { keepChoice, keptChoice } from '../kept-choice.ts';
import { Bell, type Ring } from './bell.ts';

const SOUND = 'sound';

/** `waiting`: it is wanted, and the browser wants somebody to press something first. */
export type SoundState = 'off' | 'on' | 'waiting';

export interface Sound {
  readonly state: SoundState;
  /** Turns it on or off; to be called while a key or button is pressed. */
  readonly turn: () => void;
  readonly ring: (ring: Ring) => void;
}

/** The sound of a screen, as it was chosen in this browser before. */
export function useSound(): Sound {
  const [isWanted, want] = useState(() => keptChoice(SOUND) === 'on');
  const [isAllowed, allow] = useState(false);
  const bell = useRef(new Bell());
  const state: SoundState = isWanted ? (isAllowed ? 'on' : 'waiting') : 'off';
  const hear = useCallback(() => {
    bell.current.allow().then(
      (allowed) => {
        allow(allowed);
        if (allowed) bell.current.ring('test');
      },
      () => allow(false),
    );
  }, []);
  const turn = useCallback(() => {
    const isOn = state !== 'on';
    keepChoice(SOUND, isOn ? 'on' : 'off');
    want(isOn);
    if (isOn) hear();
  }, [state, hear]);
  const isWaiting = state === 'waiting';
  useEffect(() => {
    if (!isWaiting) return;
    addEventListener('pointerdown', hear);
    addEventListener('keydown', hear);
    return () => {
      removeEventListener('pointerdown', hear);
      removeEventListener('keydown', hear);
    };
  }, [isWaiting, hear]);
  const ring = useCallback(
    (what: Ring) => {
      if (state === 'on') bell.current.ring(what);
    },
    [state],
  );
  return { state, turn, ring };
}
