'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'

/** Width of an element's content in whole pixels; 0 until it is known. */
export function useSize(target: RefObject<HTMLElement | null>): { width: number } {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = target.current
    if (!element) return
    const look = () => {
      const style = getComputedStyle(element)
      setWidth(
        Math.floor(element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)),
      )
    }
    const watch = new ResizeObserver(look)
    watch.observe(element)
    look()
    return () => watch.disconnect()
  }, [target])
  return { width }
}
