'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Confirm } from '@/components/ui/confirm'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Moment } from '@/components/ui/time'
import { type FleetPattern, isMuted } from '@/lib/model/slow-fleet'
import { putRemark } from '@/lib/queries/slow-fleet'

const DAY_MS = 86_400_000
/** A time that does not come. */
const FOR_EVER = '9999-12-31T00:00:00.000Z'
const MUTES = ['shown', 'day', 'week', 'ever', 'as-is'] as const
type Mute = (typeof MUTES)[number]

interface RemarkDialogProps {
  row: FleetPattern
  /** The pattern and the instance, as the page names them. */
  pattern: string
  instance: string
  onDone: () => void
  onClose: () => void
}

/** Mutes a pattern of an instance, gives it an owner and a note. */
export function RemarkDialog({ row, pattern, instance, onDone, onClose }: RemarkDialogProps) {
  const t = useTranslations('slowLog.fleet.remark')
  const { remark } = row
  const muted = isMuted(row, Date.now())
  const [mute, setMute] = useState<Mute>(muted ? 'as-is' : 'shown')
  const [owner, setOwner] = useState(remark?.owner ?? '')
  const [note, setNote] = useState(remark?.note ?? '')
  const until = (): string | null => {
    if (mute === 'as-is') return remark?.mutedUntil ?? null
    if (mute === 'ever') return FOR_EVER
    return mute === 'shown' ? null : new Date(Date.now() + (mute === 'day' ? 1 : 7) * DAY_MS).toISOString()
  }
  return (
    <Confirm
      title={t('title', { pattern, instance })}
      act={t('save')}
      run={() => putRemark({ ref: row.ref, pattern: row.id, mutedUntil: until(), owner, note })}
      onDone={onDone}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <Field label={t('mute')} hint={t('muteHint')}>
          {(control) => (
            <Select
              {...control}
              value={mute}
              onChange={({ target }) => setMute(MUTES.find((one) => one === target.value) ?? 'shown')}
            >
              {MUTES.filter((one) => muted || one !== 'as-is').map((one) => (
                <option key={one} value={one}>
                  {t(`mutes.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('owner')} hint={t('ownerHint')}>
          {(control) => (
            <Input {...control} value={owner} maxLength={80} onChange={({ target }) => setOwner(target.value)} />
          )}
        </Field>
        <Field label={t('note')}>
          {(control) => (
            <Input {...control} value={note} maxLength={500} onChange={({ target }) => setNote(target.value)} />
          )}
        </Field>
        {remark && (
          <p className="text-muted text-sm">
            {t.rich('said', { by: remark.by, time: () => <Moment at={remark.at} style="seconds" /> })}
          </p>
        )}
        <p className="text-muted text-sm">{t('record')}</p>
      </div>
    </Confirm>
  )
}
