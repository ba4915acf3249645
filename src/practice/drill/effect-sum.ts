import { NO_EFFECT, type SiteEffect } from '../../core/words/scenario.ts';

/** Effects that hold at one time: of what fails the last one given, of what takes long the longest. */
export function together(effects: readonly SiteEffect[]): SiteEffect {
  return effects.reduce(
    (sum, next) => ({
      name: next.name ?? sum.name,
      connect: next.connect ?? sum.connect,
      tls: next.tls ?? sum.tls,
      answer: next.answer ?? sum.answer,
      slower: {
        wait: Math.max(sum.slower.wait, next.slower.wait),
        transfer: Math.max(sum.slower.transfer, next.slower.transfer),
      },
      later: {
        dns: Math.max(sum.later.dns, next.later.dns),
        tls: Math.max(sum.later.tls, next.later.tls),
        wait: Math.max(sum.later.wait, next.later.wait),
        transfer: Math.max(sum.later.transfer, next.later.transfer),
      },
    }),
    NO_EFFECT,
  );
}

export function isNoEffect({ name, connect, tls, answer, slower, later }: SiteEffect): boolean {
  const fails = [name, connect, tls, answer].some((each) => each !== null);
  const takesLong =
    Object.values(slower).some((times) => times !== 1) ||
    Object.values(later).some((addedMs) => addedMs > 0);
  return !fails && !takesLong;
}

/** A part of an effect, 0 to 1: what is slower or later is so in part, what fails fails. */
export function grown(effect: SiteEffect, ratio: number): SiteEffect {
  const { slower, later } = effect;
  return {
    ...effect,
    slower: {
      wait: 1 + (slower.wait - 1) * ratio,
      transfer: 1 + (slower.transfer - 1) * ratio,
    },
    later: {
      dns: later.dns * ratio,
      tls: later.tls * ratio,
      wait: later.wait * ratio,
      transfer: later.transfer * ratio,
    },
  };
}
