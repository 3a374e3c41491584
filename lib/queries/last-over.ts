import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'

// ['charts', what, ref, from, to, ...]
const FROM = 3
const spanless = (key: QueryKey) => hashKey(key.toSpliced(FROM, 2))

/**
 * What was read last of the same lines or marks over another span, to stand until the new is there; undefined: nothing.
 * `keepPreviousData` cannot say it within `useQueries`, which makes a new observer for a new key.
 */
export function lastOver<T>(client: QueryClient, { queryKey }: { queryKey: QueryKey }): T | undefined {
  const wanted = spanless(queryKey)
  const [newest] = client
    .getQueryCache()
    .findAll({ queryKey: queryKey.slice(0, FROM), predicate: (one) => spanless(one.queryKey) === wanted })
    .filter(({ state }) => state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  return newest?.state.data as T | undefined // the same key but for its span: the same kind of answer
}
