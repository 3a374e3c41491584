'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect } from 'react'
import { Button } from '@/components/ui/button'
import type { MenuEntry } from '@/components/ui/menu'
import { usePreferences } from '@/components/ui/preferences'
import { toast } from '@/components/ui/toast'
import {
  absolute,
  panned,
  parseRange,
  rangeIn,
  type Span,
  type TimeRange,
  writeRange,
  zoomedOut,
} from '@/lib/model/time-range'
import { RangePicker } from './range-picker'

const HALF = 0.5
/** Where the browser does not let a page read its clipboard, the range that was copied here last is pasted. */
const COPIED = 'qd-range'

interface RangeToolsProps {
  range: TimeRange
  span: Span
  /** Both ends as they are now. */
  words: string
  onChange: (range: TimeRange) => void
}

/**
 * The range of a page of charts: chosen, moved, doubled, copied and pasted, by buttons and by the keys z, Shift with the
 * arrows, c and v. On a narrow window what moves it is in the page's menu (`moving`), as copying is everywhere.
 */
export function useRangeTools({ range, span, words, onChange }: RangeToolsProps) {
  const t = useTranslations('monitoring')
  const { zone } = usePreferences()
  const move = useCallback((share: number) => onChange(panned(span, share, Date.now())), [onChange, span])
  const widen = useCallback(() => onChange(zoomedOut(span, Date.now())), [onChange, span])
  const copy = useCallback(async () => {
    const text = writeRange(absolute(span))
    keep(text)
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    toast({ tone: 'ok', title: t(isCopied ? 'rangeCopied' : 'rangeKept'), text })
  }, [span, t])
  const paste = useCallback(async () => {
    const text = (await navigator.clipboard.readText?.().catch(() => null)) ?? kept()
    const found = parseRange(rangeIn(text), { zone, now: Date.now() })
    if (found) onChange(found)
    else toast({ tone: 'warn', title: t('rangeNone'), text: text.slice(0, 80) })
  }, [onChange, zone, t])
  useRangeKeys({ move, widen, copy, paste })
  const moving: MenuEntry[] = [
    { label: t('back'), onSelect: () => move(-HALF) },
    { label: t('forward'), onSelect: () => move(HALF) },
    { label: t('zoomOut'), shortcut: 'z', onSelect: widen },
  ]
  const copying: MenuEntry[] = [
    { label: t('rangeCopy'), shortcut: 'c', onSelect: () => void copy() },
    { label: t('rangePaste'), shortcut: 'v', onSelect: () => void paste() },
  ]
  return {
    moving,
    copying,
    // On a narrow window it shares its line with what reads again and the menu.
    picker: (
      <RangePicker
        range={range}
        words={words}
        onChange={onChange}
        className="max-wide:min-w-0 max-wide:flex-[1_1_calc(100%-100px)]"
      />
    ),
    moves: (
      <div className="flex gap-1 max-wide:hidden">
        <Button icon="left" aria-label={t('back')} data-tip={t('back')} onClick={() => move(-HALF)} />
        <Button icon="right" aria-label={t('forward')} data-tip={t('forward')} onClick={() => move(HALF)} />
        <Button
          icon="zoom-out"
          aria-label={t('zoomOut')}
          aria-keyshortcuts="z"
          data-tip={t('zoomKey')}
          onClick={widen}
        />
      </div>
    ),
  }
}

function keep(text: string) {
  try {
    localStorage.setItem(COPIED, text)
  } catch {
    // A browser that keeps nothing: the clipboard has it.
  }
}
function kept(): string {
  try {
    return localStorage.getItem(COPIED) ?? ''
  } catch {
    return ''
  }
}

interface Acts {
  move(share: number): void
  widen(): void
  copy(): void
  paste(): void
}

/** Keys of the range. None works while text is typed or a dialog is open. */
function useRangeKeys({ move, widen, copy, paste }: Acts) {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, select, dialog, [role="menu"]')) return
      if (event.shiftKey) {
        if (event.key === 'ArrowLeft') move(-HALF)
        else if (event.key === 'ArrowRight') move(HALF)
        else return
      } else if (event.key === 'z') widen()
      else if (event.key === 'c') copy()
      else if (event.key === 'v') paste()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [move, widen, copy, paste])
}
