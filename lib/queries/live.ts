import { useSyncExternalStore } from 'react'

export const useLive = (): 'open' | 'lost' =>
  useSyncExternalStore(
    () => () => {},
    () => 'open',
    () => 'open',
  )
