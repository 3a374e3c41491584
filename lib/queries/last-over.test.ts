import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { lastOver } from './last-over'
import { lineQuery, marksQuery } from './monitoring'

const span = (from: number) => ({ from, to: from + 60_000 })

test('what stands while another span is read is the newest of the same line of the same instance', () => {
  const client = new QueryClient()
  const keep = (from: number, id: string, ref: string, updatedAt: number) =>
    client.setQueryData(lineQuery(ref, span(from), id).queryKey, { calls: updatedAt } as never, { updatedAt })
  expect(lastOver(client, lineQuery('a', span(9), 'cpu'))).toBeUndefined()
  keep(1, 'cpu', 'a', 100)
  keep(2, 'cpu', 'a', 300)
  keep(3, 'cpu', 'a', 200)
  keep(4, 'memory', 'a', 900)
  keep(5, 'cpu', 'b', 901)
  client.setQueryData(marksQuery('a', span(6)).queryKey, { items: [] } as never, { updatedAt: 902 })
  expect(lastOver(client, lineQuery('a', span(9), 'cpu'))).toEqual({ calls: 300 })
  expect(lastOver(client, lineQuery('c', span(9), 'cpu'))).toBeUndefined()
  expect(lastOver(client, marksQuery('a', span(9)))).toEqual({ items: [] })
})
