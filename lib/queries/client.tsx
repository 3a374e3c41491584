'use client'

import { HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiProblem, Misunderstood } from './problem'

/** Asking again helps when nothing answered or the console was busy, not when it refused. */
const worthRepeating = (error: Error) =>
  !(error instanceof Misunderstood) && !(error instanceof ApiProblem && error.problem.status < 500)

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
