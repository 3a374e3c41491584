'use client'

import { useEffect, useRef } from 'react'
import { place } from './place'

const SHOW_MS = 350
const HIDE_MS = 120

const NARROW_PX = 60
/** `data-tip`, or `data-tip-narrow` while the element is too narrow to show its own words. */
const textOf = (target: Element) =>
  target.getAttribute('data-tip') ??
  (target.getBoundingClientRect().width < NARROW_PX ? target.getAttribute('data-tip-narrow') : null)

/**
 * The one tooltip of the page: any element with `data-tip` shows that text on hover and on keyboard focus.
 * It can be hovered itself and Esc closes it. It never holds the only copy of a fact for screen readers:
 * whoever sets `data-tip` gives the element its own accessible name or description.
 */
export function TooltipHost() {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tip = ref.current
    if (!tip?.showPopover) return
    let anchor: Element | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (run: () => void, ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(run, ms)
    }
    const hide = () => {
      anchor = undefined
      if (tip.matches(':popover-open')) tip.hidePopover()
    }
    const show = (target: Element) => {
      const text = textOf(target)
      if (!text || !target.isConnected) return hide()
      anchor = target
      tip.textContent = text
      if (!tip.matches(':popover-open')) tip.showPopover()
      place(tip, target, 'center')
    }
    const tipOf = (event: Event) =>
      event.target instanceof Element ? event.target.closest('[data-tip], [data-tip-narrow]') : null
    const over = (event: Event) => {
      if (event.target === tip) return clearTimeout(timer)
      const target = tipOf(event)
      if (target === anchor && target) return clearTimeout(timer)
      if (target) later(() => show(target), anchor ? 0 : SHOW_MS)
      else if (anchor || timer) later(hide, HIDE_MS)
    }
    const focus = (event: Event) => {
      const target = tipOf(event)
      if (target?.matches(':focus-visible')) show(target)
    }
    const away = () => later(hide, 0)
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', away)
    document.addEventListener('pointerdown', away)
    document.addEventListener('keydown', key, true)
    document.addEventListener('scroll', away, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', over)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', away)
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('keydown', key, true)
      document.removeEventListener('scroll', away, true)
    }
  }, [])
  return <div ref={ref} className="tooltip" popover="manual" role="tooltip" />
}
