import { useLayoutEffect, useRef } from 'preact/hooks';

/** Type is so much of its largest, tried in this order. */
const FITS = [1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.54, 0.48, 0.42];
/** Below this a page is read by hand, and scrolled, CSS px. */
const WALL_WIDTH = 900;

/**
 * For an element whose style sizes its type by `--fit`: as large as the page with all that stands above and
 * below it is seen without scrolling, for nobody scrolls a wall; whatever banners and sentences come.
 */
export function useFit<T extends HTMLElement>() {
  const fitted = useRef<T>(null);
  useLayoutEffect(() => {
    const size = () => {
      if (fitted.current !== null) fitTo(fitted.current, innerWidth < WALL_WIDTH ? [1] : FITS);
    };
    size();
    const seen = new ResizeObserver(size);
    seen.observe(document.body);
    addEventListener('resize', size);
    return () => {
      seen.disconnect();
      removeEventListener('resize', size);
    };
  }, []);
  return fitted;
}

/** The first that lets the page fit its window, else the last. */
function fitTo({ style }: HTMLElement, fits: readonly number[]): void {
  for (const fit of fits) {
    style.setProperty('--fit', `${fit}`);
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
}
