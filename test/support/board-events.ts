/** Something arrives from the board's event stream, at once first; ends when the board closes it. */
export async function* boardEvents(url: string): AsyncGenerator<void> {
  const stopping = new AbortController();
  try {
    const { body } = await fetch(`${url}/api/stream`, { signal: stopping.signal });
    yield;
    for await (const _ of body ?? []) yield;
  } finally {
    stopping.abort();
  }
}
