'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useForm } from '@/components/form/use-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import type { RateLine } from '@/lib/model/rate-card'
import { saveRateCard } from '@/lib/queries/rate-card'
import { today, useValidity } from './validity'

interface SaveDialogProps {
  version: number
  lines: readonly RateLine[]
  moved: number
  onClose: () => void
}

/** Saves the lines as a new version. */
export function SaveDialog({ version, lines, moved, onClose }: SaveDialogProps) {
  const t = useTranslations('rates')
  const ui = useTranslations('ui')
  const client = useQueryClient()
  const router = useRouter()
  const validity = useValidity()
  const form = useForm({
    initial: { validFrom: today(), note: '' },
    check: ({ validFrom }) => ({ validFrom: validity(validFrom) }),
    save: async (values) => {
      const saved = await saveRateCard({ ...values, version, lines: [...lines] })
      await client.invalidateQueries({ queryKey: ['rate-card'] })
      toast({ tone: 'ok', title: t('saved', { version: saved.version }) })
      router.push('/settings/rates')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('saveTitle', { version: version + 1 })}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="rate-save" variant="primary" sending={form.sending}>
            {t('saveAs', { version: version + 1 })}
          </Button>
        </>
      }
    >
      <form id="rate-save" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <p>{t('saveWhat', { lines: lines.length, moved })}</p>
        <Field label={t('validFrom')} hint={t('validFromHint')} error={form.errors.validFrom} required>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={form.values.validFrom}
              onChange={({ target }) => form.set('validFrom', target.value)}
            />
          )}
        </Field>
        <Field label={t('note')} error={form.errors.note}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={form.values.note}
              onChange={({ target }) => form.set('note', target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
