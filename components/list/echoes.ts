/**
 * Tells an address that was written here from one that comes from elsewhere. What is written comes back after a while,
 * when more may be written already: taken for somebody else's it would undo what was done meanwhile.
 */
export class Echoes {
  /** Written and not seen again yet, in their order. */
  #waiting: string[] = []

  /** `last`: what the address has at first. */
  constructor(public last: string) {}

  wrote(text: string) {
    this.last = text
    this.#waiting.push(text)
  }

  /** Whether what the address has now was written here. Otherwise it is the last from now on, and nothing else is waited for. */
  isOwn(text: string): boolean {
    const at = text === this.last ? this.#waiting.length - 1 : this.#waiting.indexOf(text)
    if (text !== this.last && at < 0) {
      this.last = text
      this.#waiting = []
      return false
    }
    this.#waiting.splice(0, at + 1)
    return true
  }
}
