'use client'

import { useTranslations } from 'next-intl'
import type { Status } from '@/lib/model/instance'
import { MOVING } from '@/lib/model/status'
import { cx } from './cx'
import { Shape, type Tone } from './shape'

/** How a status is drawn: its shape and colour. */
export function toneOf(status: Status): Tone {
  if (status === 'running') return 'ok'
  if (status === 'error') return 'danger'
  if (status === 'locked' || status === 'expired') return 'off'
  return MOVING.includes(status) ? 'prog' : 'unk'
}

/** Shape and word of an instance's status, and the vendor's own word where it is asked for. */
export function StatusWord({ status, vendor }: { status: Status; vendor?: string }) {
  const t = useTranslations('status')
  return (
    <State tone={toneOf(status)} vendor={vendor}>
      {t(status)}
    </State>
  )
}

/** Shape and word of anything that has a state. */
export function State({ tone, vendor, children }: { tone: Tone; vendor?: string; children: React.ReactNode }) {
  return (
    <span className={cx('st', tone === 'info' || tone === 'off' ? 'unk' : tone)}>
      <Shape tone={tone} />
      <span className="truncate">{children}</span>
      {vendor && <span className="vendor">{vendor}</span>}
    </span>
  )
}
