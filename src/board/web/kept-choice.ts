/** What was chosen in this browser before; null = nothing, or the browser keeps nothing for this page. */
export function keptChoice(name: string): string | null {
  return storage()?.getItem(`yamabiko.${name}`) ?? null;
}

export function keepChoice(name: string, value: string): void {
  storage()?.setItem(`yamabiko.${name}`, value);
}

/** Reading the property throws where the browser keeps nothing. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
