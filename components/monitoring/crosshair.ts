/** Writes a text that is to change often: the same node of text, so that nothing else is made anew. */
export function write(element: HTMLElement, words: string): void {
  const { firstChild } = element
  if (!(firstChild instanceof Text)) element.textContent = words
  else if (firstChild.data !== words) firstChild.data = words
}

type Listener = (at: number | null) => void

/**
 * The moment under the pointer, for all panels. Not state of React: panels move a line and write numbers without being
 * drawn anew, once per frame.
 */
export class Crosshair {
  private at: number | null = null
  private frame = 0
  private readonly listeners = new Set<Listener>()

  get moment() {
    return this.at
  }

  set(at: number | null) {
    if (at === this.at) return
    this.at = at
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      for (const listener of this.listeners) listener(this.at)
    })
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    listener(this.at)
    return () => this.listeners.delete(listener)
  }
}
