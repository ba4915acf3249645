import type { SignShape } from '../../core/words/sign-shapes.ts';

const CLASS_OF: Readonly<Record<SignShape['draws'], string | undefined>> = {
  fill: undefined,
  line: 'glyph-line',
  dashes: 'glyph-line',
  sign: 'glyph-sign',
};

/** The outlines of a sign, in an `svg` of 16 by 16. */
export function SignPaths({ shapes }: { shapes: readonly SignShape[] }) {
  return (
    <>
      {shapes.map(({ draws, d }) => (
        <path
          key={d}
          class={CLASS_OF[draws]}
          d={d}
          stroke-dasharray={draws === 'dashes' ? '2 2' : undefined}
        />
      ))}
    </>
  );
}
