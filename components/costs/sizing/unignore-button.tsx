'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import type { SizingKind } from '@/lib/model/sizing'
import { unignoreSizing } from '@/lib/queries/sizing'

/** Makes it a finding again. */
export function UnignoreButton({ reference, kind, name }: { reference: string; kind: SizingKind; name: string }) {
  const t = useTranslations('sizing.ignoring')
  const me = useMe()
  const client = useQueryClient()
  const back = useMutation({
    mutationFn: () => unignoreSizing(reference, kind),
    onSuccess: () => {
      toast({ tone: 'ok', title: t('taken') })
      return client.invalidateQueries({ queryKey: ['costs', 'sizing'] })
    },
  })
  return (
    <>
      <Button
        size="small"
        reason={me.role === 'viewer' ? t('viewer') : null}
        sending={back.isPending}
        aria-label={t('backOf', { name })}
        onClick={() => back.mutate()}
      >
        {t('back')}
      </Button>
      {back.error ? <ProblemBanner error={back.error} /> : null}
    </>
  )
}
