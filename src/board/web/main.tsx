import { render } from 'preact';
import { App } from './app.tsx';
import { firstLanguage, type Spoken, spokenIn } from './words.ts';

const RETRY_MS = 5000;

const root = document.getElementById('app');
if (root) render(<App first={await firstSpoken()} />, root);

/** Tried until it comes: without words there is no page. */
async function firstSpoken(): Promise<Spoken> {
  for (;;) {
    try {
      return await spokenIn(firstLanguage());
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
