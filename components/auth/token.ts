'use client'

import { useEffect, useState } from 'react'

/**
 * The one-time token of this address: it stands after the #, which no server and no log ever sees. It is taken out of
 * the address bar as soon as it is read. `undefined` until the page runs, null when there is none.
 */
export function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  useEffect(() => {
    const found = decodeURIComponent(location.hash.slice(1))
    if (found) history.replaceState(history.state, '', location.pathname)
    setToken((before) => before ?? (found || null))
  }, [])
  return token
}
