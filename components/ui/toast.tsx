'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { IconButton } from './button'
import { Shape, type Tone } from './shape'

interface Toast {
  id: number
  tone: Tone
  /** The fact, in bold. */
  title: string
  text?: ReactNode
  action?: { label: string; href?: string; onSelect?: () => void }
}

const STAY_MS = 6_000
let toasts: readonly Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id))

/** Tells an outcome at the lower right. Failures and unknown outcomes stay until they are closed. */
export function toast(content: Omit<Toast, 'id'>) {
  const id = ++last
  change([...toasts.slice(-3), { ...content, id }])
}

const EMPTY: readonly Toast[] = []
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear; a live region that is always there, so that they are announced. */
export function Toasts() {
  const t = useTranslations('ui')
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => EMPTY,
  )
  return (
    <section className="toasts" aria-label={t('toasts')} aria-live="polite" aria-relevant="additions">
      {shown.map((item) => (
        <Item key={item.id} item={item} close={t('close')} />
      ))}
    </section>
  )
}

function Item({ item, close }: { item: Toast; close: string }) {
  const stays = item.tone === 'danger' || item.tone === 'unk' || item.tone === 'warn'
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => dismiss(item.id), STAY_MS)
    return () => clearTimeout(timer)
  }, [item.id, stays])
  return (
    <div className="toast">
      <Shape tone={item.tone} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <b className="font-semibold">{item.title}</b>
        {item.text && <div className="text-muted text-sm">{item.text}</div>}
      </div>
      {item.action &&
        (item.action.href ? (
          <a href={item.action.href}>{item.action.label}</a>
        ) : (
          <button type="button" className="linkbtn" onClick={item.action.onSelect}>
            {item.action.label}
          </button>
        ))}
      <IconButton icon="close" label={close} onClick={() => dismiss(item.id)} className="-my-1 -mr-1.5" />
    </div>
  )
}
