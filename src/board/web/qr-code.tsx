/** Modules around it that a camera needs. */
const BORDER = 4;

/** Dark on white in either scheme, as cameras want it. */
export function QrCode({
  rows,
  label,
}: {
  readonly rows: readonly string[];
  readonly label: string;
}) {
  const size = rows.length + 2 * BORDER;
  const path = rows.flatMap((row, y) =>
    [...row].flatMap((module, x) => {
      return module === '#' ? `M${x + BORDER} ${y + BORDER}h1v1h-1z` : [];
    }),
  );
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect class="qr-paper" width={size} height={size} />
      <path class="qr-ink" d={path.join('')} shape-rendering="crispEdges" />
    </svg>
  );
}
