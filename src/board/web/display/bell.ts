/** Notes of what is told, Hz: up where a pattern began, down where one ended. */
const NOTES = { began: [660, 880], ended: [660, 495], test: [660] } as const;
const NOTE_S = 0.28;
const LOUDNESS = 0.25;

export type Ring = keyof typeof NOTES;

/** Makes the sounds. A browser lets a page be heard only after somebody pressed something on it. */
export class Bell {
  #context: AudioContext | null = null;

  /** Whether the browser lets it be heard now. */
  get isAllowed(): boolean {
    return this.#context?.state === 'running';
  }

  /** To be called while a key or button is pressed; resolves with whether it can be heard. */
  async allow(): Promise<boolean> {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    return this.isAllowed;
  }

  ring(ring: Ring): void {
    const context = this.#context;
    if (context === null || !this.isAllowed) return;
    for (const [place, frequency] of NOTES[ring].entries()) {
      const start = context.currentTime + place * NOTE_S;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = frequency;
      loudness.gain.setValueAtTime(LOUDNESS, start);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + NOTE_S);
    }
  }
}
