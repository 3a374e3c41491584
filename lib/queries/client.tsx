'use client'

import { HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiProblem, Misunderstood } from './problem'

/** What a cloud may answer another time: anything else it says of the same question is the same again. */
const PASSING = ['unreachable', 'throttled', 'server-error', 'timeout', 'dropped', 'bad-answer']

/** Asking again helps when nothing answered or the console was busy, not when it or a cloud refused. */
const worthRepeating = (error: Error) => {
  if (error instanceof Misunderstood) return false
  if (!(error instanceof ApiProblem)) return true
  const { status, provider } = error.problem
  return status >= 500 && (provider === undefined || PASSING.includes(provider.kind))
}

function newClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 2 && worthRepeating(error),
        retryDelay: (failures) => Math.random() * Math.min(1_000 * 2 ** failures, 10_000),
        refetchOnWindowFocus: true,
        // Old facts stay on the page with their age while new ones are asked for.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(newClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

/** Gives the pages inside it the answers that the server already has; newer ones of the browser stay. */
export const Answers = HydrationBoundary
