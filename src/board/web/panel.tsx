import type { ComponentChildren } from 'preact';

export interface PanelProps {
  readonly id: string;
  readonly title: string;
  /** Its values are short: they stand at the right. */
  readonly figures?: boolean;
  readonly children: ComponentChildren;
}

/** A titled box of facts. */
export function Panel(props: PanelProps) {
  const { id, title, figures = false, children } = props;
  return (
    <section class="panel" aria-labelledby={`panel-${id}`}>
      <h2 id={`panel-${id}`}>{title}</h2>
      <dl class={figures ? 'facts is-figures' : 'facts'}>{children}</dl>
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
