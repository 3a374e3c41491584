'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { shareOf, type ValueAxis } from './axis'
import { type Crosshair, write } from './crosshair'
import { BOTTOM, LEFT, RIGHT, TOP } from './ground'
import { type Line, pointAt } from './lines'
import type { CrosshairMode } from './use-monitor-state'

interface PointerProps {
  crosshair: Crosshair
  mode: CrosshairMode
  span: Span
  width: number
  height: number
  lines: readonly Line[]
  axis: ValueAxis
  isLog: boolean
  label: string
  timeText: (at: number) => string
  onZoom: (span: Span) => void
  /** Delete and Backspace, where what was dragged stays. */
  onErase?: (() => void) | undefined
}

/**
 * Widths of texts by their length: figures are all as wide as each other, and asking for a width in each panel with each
 * frame would lay the page out as many times.
 */
class Widths {
  private readonly known = new Map<number, number>()
  of(element: HTMLElement): number {
    const length = element.textContent?.length ?? 0
    const width = this.known.get(length) ?? element.offsetWidth
    this.known.set(length, width)
    return width
  }
}
const widths = new Widths()

/** Less is a click. */
const LEAST_DRAG = 6

/** The crosshair of one panel and the span that is dragged. Arrow keys move the crosshair; Enter marks and zooms. */
export function Pointer(props: PointerProps) {
  const { crosshair, mode, span, width, height, lines, axis, isLog, label, timeText, onZoom, onErase } = props
  const root = useRef<HTMLDivElement>(null)
  const rule = useRef<HTMLDivElement>(null)
  const tag = useRef<HTMLSpanElement>(null)
  const dots = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const plotWidth = Math.max(1, width - LEFT - RIGHT)
  const plotHeight = Math.max(1, height - TOP - BOTTOM)
  const placeOf = (at: number) => ((at - span.from) / (span.to - span.from)) * plotWidth
  const momentOf = (x: number) => span.from + (Math.min(plotWidth, Math.max(0, x)) / plotWidth) * (span.to - span.from)

  useEffect(() => {
    if (mode === 'off') return
    return crosshair.listen((at) => {
      const isIn = at !== null && at >= span.from && at <= span.to
      if (!rule.current || !tag.current) return
      rule.current.style.visibility = isIn ? 'visible' : 'hidden'
      root.current?.setAttribute('aria-valuetext', isIn ? timeText(at) : '')
      if (!isIn) return
      const x = ((at - span.from) / (span.to - span.from)) * plotWidth
      rule.current.style.transform = `translateX(${x}px)`
      write(tag.current, timeText(at))
      const half = widths.of(tag.current) / 2
      tag.current.style.transform = `translateX(${Math.min(plotWidth - x + RIGHT - half, Math.max(-x - LEFT + half, 0)) - half}px)`
      const marks = dots.current?.children ?? []
      lines.forEach((line, index) => {
        const dot = marks[index]
        if (!(dot instanceof HTMLElement)) return
        const value = pointAt(line, at)?.v
        dot.style.visibility = value === null || value === undefined ? 'hidden' : 'inherit'
        if (value !== null && value !== undefined)
          dot.style.transform = `translateY(${(1 - shareOf(value, axis, isLog)) * plotHeight}px)`
      })
    })
  }, [crosshair, mode, span.from, span.to, plotWidth, plotHeight, lines, axis, isLog, timeText])

  const place = (event: PointerEvent) => event.clientX - (root.current?.getBoundingClientRect().left ?? 0)
  const move = (event: PointerEvent) => {
    const x = place(event)
    crosshair.set(momentOf(x))
    if (drag) setDrag({ ...drag, to: x })
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    root.current?.setPointerCapture(event.pointerId)
    setDrag({ from: place(event), to: place(event) })
  }
  const up = () => {
    if (drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG) zoom(momentOf(drag.from), momentOf(drag.to))
    setDrag(null)
  }
  const zoom = (a: number, b: number) => onZoom({ from: Math.min(a, b), to: Math.max(a, b) })
  const key = (event: KeyboardEvent) => {
    const step = Math.max(MINUTE_MS, (span.to - span.from) / 100)
    const now = crosshair.moment ?? span.from
    const by = { ArrowLeft: -step, ArrowRight: step, PageDown: -10 * step, PageUp: 10 * step }[event.key]
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
    if (by !== undefined) crosshair.set(Math.min(span.to, Math.max(span.from, now + by)))
    else if (event.key === 'Home') crosshair.set(span.from)
    else if (event.key === 'End') crosshair.set(span.to)
    else if (event.key === 'Escape' && drag) setDrag(null)
    else if (onErase && !drag && (event.key === 'Delete' || event.key === 'Backspace')) onErase()
    else if (event.key === 'Enter' && drag) {
      zoom(momentOf(drag.from), now)
      setDrag(null)
    } else if (event.key === 'Enter') setDrag({ from: placeOf(now), to: placeOf(now) })
    else return
    event.preventDefault()
    if (drag && by !== undefined) setDrag({ ...drag, to: placeOf(crosshair.moment ?? now) })
  }
  const start = drag ? Math.max(0, Math.min(drag.from, drag.to)) : 0
  const end = drag ? Math.min(plotWidth, Math.max(drag.from, drag.to)) : 0
  return (
    <div
      ref={root}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round(span.from / MINUTE_MS)}
      aria-valuemax={Math.round(span.to / MINUTE_MS)}
      aria-valuenow={Math.round((crosshair.moment ?? span.to) / MINUTE_MS)}
      className="absolute cursor-crosshair touch-pan-y select-none"
      style={{ left: LEFT, top: TOP, width: plotWidth, height: plotHeight }}
      onPointerMove={move}
      onPointerDown={down}
      onPointerUp={up}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => drag || crosshair.set(null)}
      onKeyDown={key}
    >
      {mode !== 'off' && (
        <div
          ref={rule}
          className="pointer-events-none invisible absolute inset-y-0 left-0 w-px bg-ink will-change-transform [contain:layout_size]"
          data-crosshair
        >
          {mode === 'values' && (
            <div ref={dots}>
              {lines.map(({ key: name, colour }) => (
                <i
                  key={name}
                  className="absolute -top-[3px] -left-[3px] size-[7px] rounded-full border border-surface"
                  style={{ background: colour }}
                />
              ))}
            </div>
          )}
          <span
            ref={tag}
            className="absolute top-full left-0 mt-0.5 whitespace-nowrap rounded-sm bg-ink px-1 text-on-ink text-xs"
          />
        </div>
      )}
      {end - start > 1 && (
        <div
          className="pointer-events-none absolute inset-y-0 bg-accent-soft opacity-70"
          style={{ left: start, width: end - start }}
        />
      )}
    </div>
  )
}
