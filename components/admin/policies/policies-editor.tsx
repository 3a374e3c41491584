'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMe } from '@/components/shell/shell-context'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ProblemBanner } from '@/components/ui/problem'
import { toast } from '@/components/ui/toast'
import type { Policies } from '@/lib/model/approval-policy'
import { PolicyRow } from './policy-row'
import { TryPolicy } from './try-policy'
import { isRightMinutes, usePolicyList } from './use-policy-list'
import { usePolicyWords } from './use-policy-words'

/** The list with what it takes to change it; for who may not, the list alone. */
export function PoliciesEditor({ stored, environments }: { stored: Policies; environments: string[] }) {
  const t = useTranslations('admin.policies')
  const roles = useTranslations('admin.roles')
  const words = usePolicyWords()
  const me = useMe()
  const list = usePolicyList(stored)
  const [openKey, setOpenKey] = useState<number | null>(null)
  const [told, setTold] = useState('')
  const [tried, setTried] = useState(false)
  const [justSaved, setJustSaved] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const mayEdit = me.role === 'admin' && me.scope.kind === 'all'
  const wrong = list.drafts.find(({ policy }) => policy.name.trim() === '' || !isRightMinutes(policy.expiresMinutes))

  const focusOn = (selector: string) => root.current?.querySelector<HTMLElement>(selector)?.focus()
  const move = (key: number, by: -1 | 1) => {
    let place: number | undefined
    flushSync(() => {
      place = list.move(key, by)
    })
    if (place === undefined) return
    const name = list.drafts.find((draft) => draft.key === key)?.policy.name ?? ''
    setTold(t('moved', { name, place, total: list.drafts.length }))
    // A moved element loses the focus.
    focusOn(`[data-policy="${key}"] [data-move="${by}"]`)
  }
  const add = () => {
    let key = 0
    flushSync(() => {
      key = list.add()
      setOpenKey(key)
    })
    focusOn(`[data-policy="${key}"] input`)
  }
  const save = async () => {
    setTried(true)
    if (wrong) {
      flushSync(() => setOpenKey(wrong.key))
      return focusOn(`[data-policy="${wrong.key}"] [aria-invalid="true"]`)
    }
    if (!(await list.save())) return
    setOpenKey(null)
    setTried(false)
    setJustSaved(true)
    toast({ tone: 'ok', title: t('saved') })
  }
  return (
    <div ref={root} className="grid gap-4 px-gut pt-3 pb-10 desk:grid-cols-[minmax(0,1fr)_320px] desk:gap-8">
      <div className="grid content-start gap-3">
        <p className="max-w-[640px] text-text-2">{t('lead')}</p>
        {me.role === 'admin' && !mayEdit ? <Banner tone="info" title={roles('needAll')} /> : null}
        {me.role !== 'admin' ? <p className="text-muted">{t('readOnly')}</p> : null}
        {list.problem ? <ProblemBanner error={list.problem} /> : null}
        {list.theirs && (
          <Banner
            tone="warn"
            role="alert"
            title={t('conflict')}
            actions={
              <Button size="small" onClick={list.takeTheirs}>
                {t('takeTheirs')}
              </Button>
            }
          >
            {t('conflictText')}
            <ol className="mt-1 list-decimal pl-5">
              {list.theirs.map((policy, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a list that is only shown
                <li key={at}>
                  {policy.name}: {words.sentence(policy)}
                </li>
              ))}
              {list.theirs.length === 0 ? <li className="list-none">{t('theirsEmpty')}</li> : null}
            </ol>
          </Banner>
        )}
        {list.drafts.length === 0 ? (
          <Empty title={t('none')} action={mayEdit ? <Button onClick={add}>{t('add')}</Button> : null}>
            {t('noneText')}
          </Empty>
        ) : (
          <ol className="grid border-border border-b" aria-label={t('title')}>
            {list.drafts.map((draft, at) => (
              <PolicyRow
                key={draft.key}
                draft={draft}
                place={at + 1}
                total={list.drafts.length}
                environments={environments}
                mayEdit={mayEdit}
                isOpen={draft.key === openKey}
                showErrors={tried}
                onOpen={() => setOpenKey(draft.key === openKey ? null : draft.key)}
                onChange={(change) => list.set(draft.key, change)}
                onMove={(by) => move(draft.key, by)}
                onRemove={() => {
                  list.remove(draft.key)
                  setTold(t('removed', { name: draft.policy.name }))
                }}
              />
            ))}
          </ol>
        )}
        <p role="status" className="sr-only">
          {told}
        </p>
        {mayEdit && (list.drafts.length > 0 || list.dirty) && (
          <div className="flex flex-wrap items-center gap-2">
            <Button
              variant="primary"
              sending={list.sending}
              onClick={save}
              reason={!list.dirty && !list.theirs ? t(justSaved ? 'savedNow' : 'nothingChanged') : null}
            >
              {t(list.theirs ? 'saveOver' : 'save')}
            </Button>
            <Button icon="plus" onClick={add}>
              {t('add')}
            </Button>
            {list.dirty && !list.theirs ? (
              <Button variant="quiet" onClick={list.undo}>
                {t('undo')}
              </Button>
            ) : null}
          </div>
        )}
      </div>
      <TryPolicy policies={list.policies} environments={environments} dirty={list.dirty} />
    </div>
  )
}
