import type { ComponentChildren } from 'preact';

/** A titled box of facts. */
export function Panel(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-labelledby={`panel-${props.id}`}>
      <h2 id={`panel-${props.id}`}>{props.title}</h2>
      <dl class="facts">{props.children}</dl>
    </section>
  );
}

export interface FactProps {
  readonly name: string;
  /** What the name means, below it. */
  readonly note?: string;
  /** It needs a look. */
  readonly bad?: boolean;
  readonly children: ComponentChildren;
}

/** A name and its value; a dash where there is none. */
export function Fact({ name, note, bad = false, children }: FactProps) {
  const absent = children === null || children === undefined || children === '';
  return (
    <div>
      <dt>
        {name}
        {note !== undefined && <small>{note}</small>}
      </dt>
      <dd class={bad ? 'num is-bad' : 'num'}>{absent ? '–' : children}</dd>
    </div>
  );
}
