'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

// What it shows depends on the clock and on the window: the server would draw something else.
const CompareView = dynamic(() => import('./compare-view').then((module) => module.CompareView), {
  ssr: false,
  loading: () => <Skeleton widths={[160, 240, 120]} rows={6} />,
})

export const ComparePage = () => <CompareView />
