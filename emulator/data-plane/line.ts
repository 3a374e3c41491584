import { createConnection, type Socket } from 'node:net'

const PATIENCE_MS = 5_000

/** A connection on which questions and answers go in order. */
export interface Line<A> {
  /** Sends a text that has `answers` answers; resolves to them. Rejects when the connection ends or nothing comes. */
  send(text: string, answers?: number): Promise<A[]>
  /** Bytes that went to the server and came from it. */
  readonly traffic: { sent: number; received: number }
  close(): void
}

/** Opens a connection to a port of this machine. `reader` makes answers of what arrives. */
export async function openLine<A>(port: number, reader: { push(piece: Buffer): A[] }): Promise<Line<A>> {
  const socket: Socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((ready, failed) => {
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.off('error', failed)
      ready()
    })
  })
  const traffic = { sent: 0, received: 0 }
  const waiting: { left: number; answers: A[]; done(answers: A[]): void; failed(error: Error): void }[] = []
  const fail = (error: Error) => {
    socket.destroy()
    for (const one of waiting.splice(0)) one.failed(error)
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection ended')))
  socket.on('data', (piece) => {
    traffic.received += piece.length
    let answers: A[]
    try {
      answers = reader.push(piece)
    } catch (error) {
      fail(error instanceof Error ? error : new Error('unreadable'))
      return
    }
    for (const answer of answers) {
      const first = waiting[0]
      if (!first) return
      first.answers.push(answer)
      if (--first.left === 0) waiting.shift()?.done(first.answers)
    }
  })
  return {
    traffic,
    send(text, answers = 1) {
      return new Promise((done, failed) => {
        if (socket.destroyed) {
          failed(new Error('the connection ended'))
          return
        }
        const late = setTimeout(() => fail(new Error('no answer')), PATIENCE_MS)
        waiting.push({
          left: answers,
          answers: [],
          done(all) {
            clearTimeout(late)
            done(all)
          },
          failed(error) {
            clearTimeout(late)
            failed(error)
          },
        })
        traffic.sent += Buffer.byteLength(text)
        socket.write(text)
      })
    },
    close: () => socket.destroy(),
  }
}
