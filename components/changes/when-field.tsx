'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Check } from '@/components/ui/check'
import { useNow } from '@/components/ui/clock'
import { Input } from '@/components/ui/input'
import { usePreferences } from '@/components/ui/preferences'
import { Shape } from '@/components/ui/shape'
import { formatFull } from '@/lib/i18n/format'
import type { Change, ChangeWhen } from '@/lib/model/change'
import { kindOfGroupRef } from '@/lib/model/group-href'
import { nextWindow } from '@/lib/model/window'

export interface WhenChoice {
  kind: ChangeWhen['kind']
  /** As the control has it: a day and a time of day in the person's zone. */
  text: string
}
export const NOW: WhenChoice = { kind: 'now', text: '' }

/** The moment that was entered, or undefined. */
export function momentOf(text: string, zone: 'local' | 'utc'): string | undefined {
  const at = text === '' ? Number.NaN : Date.parse(zone === 'utc' ? `${text}Z` : text)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** What was chosen as the server takes it; undefined while the time is missing. */
export function useWhen({ kind, text }: WhenChoice): ChangeWhen | undefined {
  const { zone } = usePreferences()
  if (kind !== 'at') return { kind }
  const at = momentOf(text, zone)
  return at === undefined ? undefined : { kind, at }
}

/** Waiting for the maintenance window, where that can be offered. */
interface WindowOffer {
  label: string
  hint: string
  /** Why it cannot be chosen, or null. */
  none: string | null
  /** What it comes to, shown when it is chosen. */
  shown: ReactNode
}

interface WhenFieldProps {
  choice: WhenChoice
  onChange: (choice: WhenChoice) => void
  error?: string
  /** It goes at once, without the second person. */
  breaking: boolean
  /** Its cloud was asked to wait for the instance's own window. */
  inWindow: boolean
  window?: WindowOffer
}

/** What is offered of one instance; what is only made has no window yet, and a group has none. */
export function useWindowOf({ action, maintenance, ref }: Change): WindowOffer | undefined {
  const t = useTranslations('changes')
  if (action === 'create' || kindOfGroupRef(ref) !== null) return undefined
  return {
    label: t('when.window'),
    hint: t('when.windowHint'),
    none: maintenance === null ? t('when.noWindow') : null,
    shown: <WindowSpan hours={maintenance} />,
  }
}

/** When the next window of these hours opens and ends; nothing where they say no window. */
export function WindowSpan({ hours }: { hours: Change['maintenance'] }) {
  const t = useTranslations('changes')
  const { zone } = usePreferences()
  const now = useNow()
  const window = now === 0 ? undefined : nextWindow(hours, new Date(now))
  if (!window) return null
  return (
    <>
      <BothZones at={window.start.toISOString()} />
      <p className="hint">
        {t(window.start.getTime() <= now ? 'when.openNow' : 'when.until', {
          time: formatFull(window.end.toISOString(), zone),
        })}
      </p>
    </>
  )
}

/** Now, at a time, or in the maintenance window, each with what it comes to in both zones. */
export function WhenField({ choice, onChange, error, breaking, inWindow, window }: WhenFieldProps) {
  const t = useTranslations('changes')
  const id = useId()
  const { zone } = usePreferences()
  const at = momentOf(choice.text, zone)
  const pick = (kind: WhenChoice['kind']) => ({
    type: 'radio' as const,
    name: `${id}-when`,
    checked: choice.kind === kind,
    onChange: () => onChange({ ...choice, kind }),
  })
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="label pb-1">{t('when.title')}</legend>
      {/* Two may wait for one window: its cloud, as the plan says, or Quarterdeck. Only one of them is offered. */}
      <Check
        {...pick('now')}
        label={t(inWindow ? 'when.nowCloud' : 'when.now')}
        hint={inWindow ? t('when.nowCloudHint') : undefined}
      />
      <Check
        {...pick('at')}
        label={t('when.at')}
        disabled={breaking}
        hint={breaking ? t('when.notWithGlass') : undefined}
      />
      {choice.kind === 'at' && (
        <div className="grid gap-1 ps-6">
          <Input
            type="datetime-local"
            className="w-60 max-w-full"
            aria-label={t(`when.time.${zone}`)}
            aria-invalid={error ? true : undefined}
            value={choice.text}
            onChange={(event) => onChange({ ...choice, text: event.target.value })}
          />
          {at !== undefined && <BothZones at={at} />}
        </div>
      )}
      {window && !inWindow && (
        <Check
          {...pick('window')}
          label={window.label}
          disabled={window.none !== null || breaking}
          hint={window.none ?? (breaking ? t('when.notWithGlass') : window.hint)}
        />
      )}
      {choice.kind === 'window' && window && <div className="grid gap-1 ps-6">{window.shown}</div>}
      {error && (
        <p className="err" id={`${id}-error`}>
          <Shape tone="danger" />
          <span>{error}</span>
        </p>
      )}
      {choice.kind !== 'now' && <p className="hint">{t('when.again')}</p>}
    </fieldset>
  )
}

/** One moment where the person is and in UTC. */
export function BothZones({ at }: { at: string }) {
  const t = useTranslations('changes')
  const now = useNow()
  if (now === 0) return null
  const [local, utc] = [formatFull(at, 'local'), formatFull(at, 'utc')]
  return (
    <p className="text-sm tabular-nums">
      <time dateTime={at}>{local}</time>
      {local !== utc && <span className="block text-muted">{t('when.inUtc', { time: utc })}</span>}
    </p>
  )
}
