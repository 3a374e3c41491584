import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query'

/** What a page would ask for as soon as it runs: the key of its query, and the answer. */
interface First {
  queryKey: readonly unknown[]
  answer: () => Promise<unknown>
}

/**
 * Answers for a page's first drawing on the server, as `Answers` takes them. One that could not be had is left out:
 * the page then asks for it from the browser, and shows there what is wrong.
 */
export async function firstAnswers(...wanted: First[]): Promise<DehydratedState> {
  const client = new QueryClient()
  await Promise.allSettled(wanted.map(async ({ queryKey, answer }) => client.setQueryData(queryKey, await answer())))
  return dehydrate(client)
}
