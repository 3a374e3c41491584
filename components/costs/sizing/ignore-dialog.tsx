'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import type { SizingKind } from '@/lib/model/sizing'
import { ignoreSizing } from '@/lib/queries/sizing'

const DAY_MS = 86_400_000
/** A quarter: long enough for a season, short enough to be looked at again. */
const USUAL_DAYS = 90
const MOST_DAYS = 366
const dayIn = (days: number) =>
  new Date(Date.now() + BILLING_OFFSET_MINUTES * 60_000 + days * DAY_MS).toISOString().slice(0, 10)

interface IgnoreDialogProps {
  reference: string
  kind: SizingKind
  name: string
  onClose(): void
}

/** Why a finding is not wanted, and until when. */
export function IgnoreDialog({ reference, kind, name, onClose }: IgnoreDialogProps) {
  const t = useTranslations('sizing.ignoring')
  const client = useQueryClient()
  const form = useId()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(() => dayIn(USUAL_DAYS))
  const ignore = useMutation({
    mutationFn: () => ignoreSizing(reference, { kind, reason: reason.trim(), until }),
    onSuccess: async () => {
      toast({ tone: 'ok', title: t('done', { until }) })
      await client.invalidateQueries({ queryKey: ['costs', 'sizing'] })
      onClose()
    },
  })
  const whole = reason.trim() !== '' && until !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole && !ignore.isPending) ignore.mutate()
  }
  return (
    <Dialog
      title={t('title', { name })}
      onClose={onClose}
      closable={!ignore.isPending}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            sending={ignore.isPending}
            reason={whole ? null : t('fillIn')}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="grid gap-4">
        <p className="text-text-2">{t('lead')}</p>
        {ignore.error ? <ProblemBanner error={ignore.error} /> : null}
        <Field label={t('reason')} hint={t('reasonHint')} required>
          {(control) => (
            <Input {...control} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        <Field label={t('until')} required>
          {(control) => (
            <Input
              {...control}
              type="date"
              className="w-44"
              value={until}
              min={dayIn(0)}
              max={dayIn(MOST_DAYS)}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
