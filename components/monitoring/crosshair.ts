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
