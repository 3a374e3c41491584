'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from '@/components/form/use-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProblemBanner } from '@/components/ui/problem'
import type { Account } from '@/lib/model/account'
import { rotateKeys } from '@/lib/queries/accounts'
import { KeyFields } from './key-fields'

/** Takes a new key. The present one keeps working until the new one has proved itself. */
export function RotateKeys({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTranslations('admin.keys')
  const ui = useTranslations('ui')
  const client = useQueryClient()
  const form = useForm({
    initial: { accessKeyId: '', accessKeySecret: '' },
    save: async (values) => {
      await rotateKeys(account.id, values)
      await client.invalidateQueries({ queryKey: ['accounts'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('title', { name: account.name })}
      onClose={onClose}
      closable={!form.sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="submit" form="keys" variant="primary" sending={form.sending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="keys" ref={form.form} onSubmit={form.submit} noValidate className="grid gap-3">
        {form.problem !== undefined && <ProblemBanner error={form.problem} />}
        <p>{t('text', { old: account.keyTail })}</p>
        <KeyFields values={form.values} errors={form.errors} set={form.set} />
      </form>
    </Dialog>
  )
}
