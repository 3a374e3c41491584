'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { OncePolicies, useAsked, WhyField } from '@/components/changes/why-field'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import { type BackupPolicy, WEEKDAYS } from '@/lib/model/backup'
import { crossesMidnight, movedHours, type WeekHours } from '@/lib/model/policy-zone'
import type { ServiceId } from '@/lib/operation'
import { changeQuery, planChange } from '@/lib/queries/changes'
import { useDaysText } from '../policy-text'
import { useLocalOffset, zoneText } from '../reader-clock'
import { CALLS, choiceOf, FIXED_HOURS, type PolicyChoice, paramsOf } from './choice'

interface PolicyEditorProps {
  reference: string
  service: ServiceId
  environment: string
  /** As it is; null: not told. */
  policy: BackupPolicy | null
  /** What an earlier plan was made with. */
  planned: PolicyChoice | undefined
  why: string
}

/** Days, hours and switch of a policy, as the service's call can say them, on a clock of one's choice. */
export const PolicyEditor = (props: PolicyEditorProps) => (
  <OncePolicies>
    <Editor {...props} />
  </OncePolicies>
)

function Editor({ reference, service, environment, policy, planned, why: before }: PolicyEditorProps) {
  const t = useTranslations('backups')
  const changes = useTranslations('changes')
  const router = useRouter()
  const client = useQueryClient()
  const asked = useAsked({ action: 'backup-policy', environment, kind: 'write' })?.name
  const call = CALLS[service]
  const own = call?.offset ?? 0
  const local = useLocalOffset()
  const zone = usePreferences().zone
  const [choice, setChoice] = useState(() => planned ?? choiceOf(policy, own))
  const [clock, setClock] = useState<'local' | 'utc'>()
  const [why, setWhy] = useState(before)
  const [missing, setMissing] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [sending, setSending] = useState(false)
  if (!call) return null
  const shownBy = clock ?? zone
  const offset = call.fixed ? own : shownBy === 'utc' ? 0 : local
  const shown = movedHours(choice, own, offset)
  const set = (part: Partial<WeekHours>) => setChoice({ ...choice, ...movedHours({ ...shown, ...part }, offset, own) })
  const noDays = call.days && choice.on && choice.days.length === 0
  const noLength = choice.on && choice.start === choice.end

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (sending || noDays || noLength) return
    const noReason = asked !== undefined && why.trim() === ''
    setMissing(noReason)
    if (noReason) return
    setSending(true)
    setProblem(undefined)
    try {
      const reason = why.trim()
      const params = paramsOf(service, choice)
      const change = await planChange({
        ref: reference,
        action: 'backup-policy',
        params,
        ...(reason ? { reason } : {}),
      })
      client.setQueryData(changeQuery(change.id).queryKey, change)
      router.push(`/changes/${change.id}`)
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  return (
    <form className="grid gap-4" onSubmit={submit} autoComplete="off" noValidate>
      {problem ? <ProblemBanner error={problem} /> : null}
      {call.switch ? (
        <Check
          type="switch"
          label={t('editor.on')}
          hint={choice.on ? undefined : t('editor.offHint')}
          checked={choice.on}
          onChange={(event) => setChoice({ ...choice, on: event.target.checked })}
        />
      ) : (
        <p className="text-text-2">{t('editor.alwaysOn')}</p>
      )}
      {choice.on ? (
        <>
          {call.fixed ? null : (
            <fieldset className="seg small w-fit" aria-label={t('editor.clock')}>
              {(['local', 'utc'] as const).map((one) => (
                <button key={one} type="button" aria-pressed={shownBy === one} onClick={() => setClock(one)}>
                  {one === 'utc' ? 'UTC' : t('editor.local', { zone: zoneText(local) })}
                </button>
              ))}
            </fieldset>
          )}
          {call.days ? <Days hours={shown} wrong={noDays} onChange={(days) => set({ days })} /> : null}
          {call.fixed ? (
            <Field label={t('editor.hour', { zone: zoneText(own) })} className="max-w-56">
              {(props) => (
                <Select
                  {...props}
                  value={`${choice.start}-${choice.end}`}
                  onChange={(event) => {
                    const [start = '', end = ''] = event.target.value.split('-')
                    setChoice({ ...choice, start, end })
                  }}
                >
                  {FIXED_HOURS.map((hour) => (
                    <option key={hour}>{hour}</option>
                  ))}
                </Select>
              )}
            </Field>
          ) : (
            <div className="flex flex-wrap gap-3">
              <Field label={t('editor.from', { zone: zoneText(offset) })}>
                {(props) => (
                  <Input
                    {...props}
                    type="time"
                    value={shown.start}
                    onChange={({ target }) => target.value && set({ start: target.value })}
                  />
                )}
              </Field>
              <Field
                label={t('editor.to', { zone: zoneText(offset) })}
                error={noLength ? t('editor.noLength') : undefined}
                hint={crossesMidnight(shown) ? t('editor.nextDay') : undefined}
              >
                {(props) => (
                  <Input
                    {...props}
                    type="time"
                    value={shown.end}
                    onChange={({ target }) => target.value && set({ end: target.value })}
                  />
                )}
              </Field>
            </div>
          )}
          <OtherClocks choice={choice} own={own} local={local} />
          {call.incremental ? (
            <Check
              label={t('editor.incremental')}
              hint={policy?.incremental === null ? t('editor.incrementalUnknown') : undefined}
              checked={choice.incremental}
              onChange={(event) => setChoice({ ...choice, incremental: event.target.checked })}
            />
          ) : null}
        </>
      ) : null}
      <p className="text-muted">
        {policy?.retentionDays ? t('editor.kept', { days: policy.retentionDays }) : t('editor.keptUnknown')}
      </p>
      <WhyField
        why={why}
        onWhy={setWhy}
        policy={asked}
        error={missing && why.trim() === '' ? changes('whyMissing') : undefined}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" sending={sending} reason={noDays ? t('editor.noDays') : undefined}>
          {changes('plan')}
        </Button>
        <span className="text-muted text-sm">{changes('planHint')}</span>
      </div>
    </form>
  )
}

function Days({
  hours: { days },
  wrong,
  onChange,
}: {
  hours: WeekHours
  wrong: boolean
  onChange(days: WeekHours['days']): void
}) {
  const t = useTranslations('backups')
  return (
    <fieldset className="field">
      <legend className="label">{t('editor.days')}</legend>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        {WEEKDAYS.map((day) => (
          <Check
            key={day}
            label={t(`days.${day}`)}
            checked={days.includes(day)}
            onChange={({ target }) =>
              onChange(WEEKDAYS.filter((one) => (one === day ? target.checked : days.includes(one))))
            }
          />
        ))}
        <Button
          size="small"
          variant="quiet"
          onClick={() => onChange(days.length === WEEKDAYS.length ? [] : [...WEEKDAYS])}
        >
          {days.length === WEEKDAYS.length ? t('editor.noDay') : t('everyDay')}
        </Button>
      </div>
      {wrong ? <p className="text-danger text-sm">{t('editor.noDays')}</p> : null}
    </fieldset>
  )
}

/** The same hours on the clocks that somebody may think in. */
function OtherClocks({ choice, own, local }: { choice: PolicyChoice; own: number; local: number }) {
  const t = useTranslations('backups')
  const daysText = useDaysText()
  const clocks = [...new Set([local, 0, own])]
  if (choice.days.length === 0) return null
  return (
    <dl className="kv" aria-label={t('editor.clocks')}>
      {clocks.map((offset) => {
        const hours = movedHours(choice, own, offset)
        return (
          <div key={offset} className="contents">
            <dt>{zoneText(offset)}</dt>
            <dd>
              {daysText([...hours.days])} {hours.start}–{hours.end}
              {crossesMidnight(hours) ? <span className="text-muted"> {t('editor.nextDay')}</span> : null}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
