import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ChangeTray } from '@/lib/model/tray'
import { api } from './api'
import { checked, hasFields, isFlag, isListOf, isNumber, isText, orNull } from './check'

const isPart = hasFields({
  count: isNumber,
  items: isListOf(
    hasFields({
      id: isText,
      ref: isText,
      name: isText,
      action: isText,
      state: isText,
      rows: isNumber,
      done: isNumber,
      who: isText,
      isMine: isFlag,
      createdAt: isText,
      sentAt: orNull(isText),
      endedAt: orNull(isText),
    }),
  ),
})

/** `ChangeTray` of the model. */
const tray = checked<ChangeTray>(
  'the changes of the tray',
  hasFields({ human: isPart, running: isPart, forMe: isPart, waiting: isPart, ended: isPart, glass: isPart }),
)

/** Answers that pages bring along; each is for the first question of its client. */
const brought = new WeakMap<QueryClient, Promise<ChangeTray | null>>()

async function broughtTo(client: QueryClient): Promise<ChangeTray | null | undefined> {
  try {
    // Awaited, as what a page brings can be waited for, but has not all that a promise has.
    return await brought.get(client)
  } catch {
    return null // the connection ended before it came
  }
}

/** How soon it is asked again while something runs: an event that came before the page listened was told to nobody. */
const AGAIN_MS = 15_000

/** What runs, waits and ended; live events of changes make it old. The page brings the first answer with it. */
export const trayQuery = queryOptions({
  queryKey: ['changes', 'tray'],
  queryFn: async ({ client, signal }) =>
    (await broughtTo(client)) ?? api.get('/api/changes/tray', { schema: tray, signal }),
  refetchInterval: ({ state }) => ((state.data?.running.count ?? 0) > 0 ? AGAIN_MS : false),
})

/**
 * Takes the answer that a page brings along, null when it could not be had. It may come after the page was drawn: nobody
 * waits for it, and nothing is asked for again. For whoever asks `trayQuery` first, at or below the caller.
 */
export function useFirstTray(first: Promise<ChangeTray | null>): void {
  const client = useQueryClient()
  useState(() => brought.set(client, first))
  // The question was asked when the page was mounted; a later one is about a later time.
  useEffect(() => void brought.delete(client), [client])
}

/** An admin saw a change that went without its second person. Throws `ApiProblem`. */
export const acknowledgeChange = (id: string) =>
  api.post(
    `/api/changes/${encodeURIComponent(id)}/acknowledge`,
    {},
    { schema: checked('a change', hasFields({ id: isText })) },
  )
