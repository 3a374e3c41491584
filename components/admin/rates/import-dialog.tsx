'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from '@/components/form/use-form'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import type { RateImported, RowError } from '@/lib/model/rate-card'
import { importRates } from '@/lib/queries/rate-card'
import { today, useValidity } from './validity'

/** Reads a file into a new version: what is wrong is told row by row before anything is saved. */
export function ImportDialog({ version, onClose }: { version: number; onClose: () => void }) {
  const t = useTranslations('rates')
  const ui = useTranslations('ui')
  const client = useQueryClient()
  const router = useRouter()
  const validity = useValidity()
  const [found, setFound] = useState<RateImported>()
  const [leaveOut, setLeaveOut] = useState(false)
  const form = useForm({
    initial: { csv: '', validFrom: today(), mode: 'replace' as 'replace' | 'add' },
    check: ({ csv, validFrom }) => ({
      csv: csv === '' ? t('import.fileNeeded') : csv.length > 240_000 ? t('import.tooLarge') : undefined,
      validFrom: validity(validFrom),
    }),
    save: async (values) => {
      const isChecked = found !== undefined
      const answer = await importRates({ ...values, version, leaveOut, check: !isChecked })
      if (answer.saved === null) return setFound(answer)
      await client.invalidateQueries({ queryKey: ['rate-card'] })
      toast({ tone: 'ok', title: t('saved', { version: answer.saved }) })
      router.push('/settings/rates')
      onClose()
    },
  })
  const wrongRows = new Set(found?.errors.map(({ line }) => line)).size
  const blocked =
    found && (found.right === 0 ? t('import.nothingRight') : wrongRows > 0 && !leaveOut && t('import.wrong'))
  return (
    <Dialog
      title={t('import.title')}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="rate-import" variant="primary" sending={form.sending} reason={blocked}>
            {found ? t('import.do', { count: found.right }) : t('import.check')}
          </Button>
        </>
      }
    >
      <form id="rate-import" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-4">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <Field label={t('import.file')} hint={t('import.fileHint')} error={form.errors.csv} required>
          {(control) => (
            <input
              {...control}
              className="file-input w-full text-md"
              type="file"
              accept=".csv,text/csv"
              onChange={async ({ target }) => {
                setFound(undefined)
                setLeaveOut(false)
                form.set('csv', (await target.files?.[0]?.text()) ?? '')
              }}
            />
          )}
        </Field>
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
        {version > 0 && (
          <Check
            label={t('import.add')}
            hint={t('import.addHint')}
            checked={form.values.mode === 'add'}
            onChange={({ target }) => {
              setFound(undefined)
              form.set('mode', target.checked ? 'add' : 'replace')
            }}
          />
        )}
        {found && (
          <div role="status" className="grid gap-3">
            <Banner
              tone={wrongRows > 0 ? 'warn' : 'ok'}
              title={t('import.found', { right: found.right, wrong: wrongRows, total: found.total })}
            >
              {wrongRows > 0 && t('import.nothingSaved')}
            </Banner>
            {wrongRows > 0 && <Errors errors={found.errors} />}
            {wrongRows > 0 && found.right > 0 && (
              <Check
                label={t('import.leaveOut', { count: wrongRows })}
                checked={leaveOut}
                onChange={({ target }) => setLeaveOut(target.checked)}
              />
            )}
          </div>
        )}
      </form>
    </Dialog>
  )
}

function Errors({ errors }: { errors: readonly RowError[] }) {
  const t = useTranslations('rates')
  return (
    <section className="max-h-72 overflow-auto" tabIndex={0} aria-label={t('import.errors')}>
      <table className="tbl flush">
        <thead>
          <tr className="text-left">
            <th className="num">{t('import.line')}</th>
            <th>{t('import.column')}</th>
            <th>{t('import.there')}</th>
            <th>{t('import.help')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map((error) => (
            <tr key={`${error.line} ${error.column} ${error.code}`}>
              <td className="num">{error.line}</td>
              <td>{error.column === null ? t('import.row') : <code>{error.column}</code>}</td>
              <td className="wrap-anywhere">
                {error.value === '' ? (
                  <span className="text-muted">{t('import.nothing')}</span>
                ) : (
                  <code>{error.value}</code>
                )}
              </td>
              <td className="whitespace-normal">{t(`errors.${error.code}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
