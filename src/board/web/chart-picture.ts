/** What a picture bears beside the chart itself; all of it is text in the reader's language. */
export interface PictureTexts {
  readonly title: string;
  readonly asOf: string;
  readonly marking: string;
  /** That it is no real measuring; '' = it is. */
  readonly exercise: string;
  /** The standing sentence. */
  readonly sentence: string;
  readonly fileName: string;
}

const HEAD = 58;
const FOOT = 30;
const MARGIN = 14;

/** Saves a chart as PNG with its title, its marking, its time and the standing sentence in the picture. */
export function saveChart(chart: HTMLCanvasElement, texts: PictureTexts): void {
  pictureOf(chart, texts).toBlob((blob) => {
    if (blob !== null) saveAs(blob, texts.fileName);
  }, 'image/png');
}

/** The chart on a ground of its own, as large as it is drawn on this screen. */
export function pictureOf(chart: HTMLCanvasElement, texts: PictureTexts): HTMLCanvasElement {
  const scale = chart.width / Math.max(1, chart.clientWidth);
  const picture = document.createElement('canvas');
  picture.width = chart.width + 2 * MARGIN * scale;
  picture.height = chart.height + (HEAD + FOOT) * scale;
  const context = picture.getContext('2d');
  if (context === null) return picture;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  context.fillStyle = colour('--raised');
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(chart, MARGIN * scale, HEAD * scale);
  context.scale(scale, scale);
  context.fillStyle = colour('--ink');
  context.textBaseline = 'top';
  const width = picture.width / scale;
  const height = picture.height / scale;
  const write = (text: string, y: number, font: string, align: 'left' | 'right' = 'left') => {
    context.font = `${font} ${style.fontFamily}`;
    context.textAlign = align;
    context.fillText(text, align === 'left' ? MARGIN : width - MARGIN, y, width - 2 * MARGIN);
  };
  const exercise = texts.exercise === '' ? '' : `【${texts.exercise}】`;
  write(exercise + texts.title, 10, 'bold 15px');
  write(texts.marking, 10, 'bold 15px', 'right');
  write(texts.asOf, 33, '12px');
  write(`${texts.sentence} ${texts.marking}`, height - FOOT + 8, '11px');
  return picture;
}

function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
