'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/check'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemBanner } from '@/components/ui/problem'
import { Skeleton } from '@/components/ui/skeleton'
import { windowQuery } from '@/lib/queries/instances'

interface ApplyDialogProps {
  /** What is applied. */
  name: string
  /** Which instances it is for, in the words of the query language. */
  scope: string
  /** Plans it for these, and answers with the page of the plan. */
  plan: (refs: string[]) => Promise<string>
  onClose: () => void
}

/** Chooses the instances that get values. What it means for each of them is the plan's to say. */
export function ApplyDialog({ name, scope, plan, onClose }: ApplyDialogProps) {
  const t = useTranslations('templates')
  const ui = useTranslations('ui')
  const router = useRouter()
  const [find, setFind] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const wanted = useDeferredValue(find.trim())
  const { data, error } = useQuery({
    ...windowQuery({ q: `${scope} ${wanted}`.trim(), sort: 'name' }, 0, 200),
    placeholderData: keepPreviousData,
  })
  const items = data?.items ?? []
  const apply = async () => {
    setSending(true)
    setProblem(undefined)
    try {
      router.push(await plan([...chosen]))
    } catch (failed) {
      setProblem(failed)
      setSending(false)
    }
  }
  const toggle = (ref: string) => {
    const next = new Set(chosen)
    if (!next.delete(ref)) next.add(ref)
    setChosen(next)
  }
  return (
    <Dialog
      title={t('apply.title', { name })}
      onClose={onClose}
      closable={!sending}
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            variant="primary"
            sending={sending}
            reason={chosen.size === 0 ? t('apply.none') : chosen.size > 200 ? t('apply.tooMany') : null}
            onClick={apply}
          >
            {t('apply.plan', { count: chosen.size })}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{t('apply.what')}</p>
        {problem ? <ProblemBanner error={problem} /> : null}
        <Field label={t('apply.find')}>
          {(control) => (
            <Input {...control} icon="search" value={find} onChange={({ target }) => setFind(target.value)} />
          )}
        </Field>
        {error && !data ? <ProblemBanner error={error} /> : null}
        {!data && !error ? <Skeleton widths={[240]} rows={4} /> : null}
        {data && (
          <fieldset className="grid max-h-72 gap-1.5 overflow-auto" aria-label={t('apply.instances')}>
            {items.map(({ ref, name: alias, key, version, accountName }) => (
              <Check
                key={ref}
                label={
                  <span className="wrap-anywhere">
                    {alias || key.id} <code className="text-muted text-sm">{key.id}</code>
                  </span>
                }
                hint={[accountName, key.region, version && t('apply.version', { version })].filter(Boolean).join(' · ')}
                checked={chosen.has(ref)}
                onChange={() => toggle(ref)}
              />
            ))}
            {items.length === 0 && <p className="text-muted">{t('apply.noneFits')}</p>}
            {data.matched > items.length && (
              <p className="text-muted">{t('apply.more', { count: data.matched - items.length })}</p>
            )}
          </fieldset>
        )}
        {items.length > 0 && (
          <div className="flex gap-2">
            <Button size="small" onClick={() => setChosen(new Set([...chosen, ...items.map(({ ref }) => ref)]))}>
              {t('apply.all', { count: items.length })}
            </Button>
            <Button size="small" variant="quiet" onClick={() => setChosen(new Set())}>
              {t('apply.noneOf')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
