'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Page } from '@/components/shell/page'
import { useMe } from '@/components/shell/shell-context'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { Empty } from '@/components/ui/empty'
import { Failed } from '@/components/ui/failed'
import { Skeleton } from '@/components/ui/skeleton'
import { Moment } from '@/components/ui/time'
import type { ParameterTemplate } from '@/lib/model/parameter-template'
import { SERVICES } from '@/lib/model/service'
import { draftBatch } from '@/lib/queries/batches'
import { deleteTemplate, templatesQuery } from '@/lib/queries/templates'
import { ApplyDialog } from './apply-dialog'
import { ParameterTabs } from './parameter-tabs'
import { TemplateDialog } from './template-dialog'

type Open = { what: 'create' } | { what: 'edit' | 'apply' | 'delete'; template: ParameterTemplate }

/** Sets of parameters of our own, to be edited here and applied to many instances. */
export function TemplatePage() {
  const t = useTranslations('templates')
  const { role } = useMe()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(templatesQuery())
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const reason = role === 'viewer' ? t('viewer') : null
  return (
    <Page
      title={t('title')}
      crumbs={[{ label: t('title') }]}
      actions={
        <Button variant="primary" reason={reason} onClick={() => setOpen({ what: 'create' })}>
          {t('create')}
        </Button>
      }
    >
      <ParameterTabs current="templates" />
      <p className="max-w-[70ch] px-gut py-3 text-text-2">{t('about')}</p>
      {error && !data && <Failed error={error} retry={() => refetch()} />}
      {!data && !error && <Skeleton widths={[200, 120, 160]} rows={4} />}
      {data?.length === 0 && <Empty title={t('empty')}>{t('emptyWhy')}</Empty>}
      {data && data.length > 0 && <Table items={data} reason={reason} onOpen={setOpen} />}
      {open?.what === 'create' && <TemplateDialog onClose={close} />}
      {open?.what === 'edit' && <TemplateDialog template={open.template} onClose={close} />}
      {open?.what === 'apply' && (
        <ApplyDialog
          name={open.template.name}
          scope={`service:${open.template.service} engine:redis`}
          plan={(refs) => planTemplate(open.template, refs, t('reason', { name: open.template.name }))}
          onClose={close}
        />
      )}
      {open?.what === 'delete' && (
        <Confirm
          title={t('deleteOne', { name: open.template.name })}
          act={t('delete')}
          danger
          run={async () => {
            await deleteTemplate(open.template.id)
            await client.invalidateQueries({ queryKey: ['parameter-templates'] })
          }}
          onClose={close}
        >
          {t('deleteWhat')}
        </Confirm>
      )}
    </Page>
  )
}

/** Always as a batch, also of one: its rows have their own ranges and refusals. */
async function planTemplate({ service, values }: ParameterTemplate, refs: string[], reason: string): Promise<string> {
  const { id } = await draftBatch({ action: 'parameters', refs, paramsOf: { [service]: { set: values } }, reason })
  return `/changes/batch/${id}`
}

interface TableProps {
  items: readonly ParameterTemplate[]
  reason: string | null
  onOpen: (open: Open) => void
}

function Table({ items, reason, onOpen }: TableProps) {
  const t = useTranslations('templates')
  const lang = useLang()
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('title')}>
      <table className="tbl stack">
        <caption className="sr-only">{t('title')}</caption>
        <thead>
          <tr className="text-left">
            <th>{t('name')}</th>
            <th>{t('service')}</th>
            <th className="num">{t('count')}</th>
            <th>{t('savedBy')}</th>
            <th>
              <span className="sr-only">{t('do')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((template) => {
            const { id, name, service, version, description, values, savedAt, savedBy } = template
            return (
              <tr key={id}>
                <th scope="row" className="text-start font-normal">
                  <b className="font-medium wrap-anywhere">{name}</b>
                  {description !== '' && <span className="block text-muted text-sm wrap-anywhere">{description}</span>}
                </th>
                <td className="whitespace-nowrap">
                  {SERVICES[service][lang]} {version}
                </td>
                <td className="num" data-name={t('count')} data-tip={Object.keys(values).slice(0, 20).join(', ')}>
                  {Object.keys(values).length}
                </td>
                <td className="text-muted" data-name={t('savedBy')}>
                  <Moment at={savedAt} /> {savedBy}
                </td>
                <td className="num whitespace-nowrap">
                  {(['apply', 'edit', 'delete'] as const).map((what) => (
                    <Button
                      key={what}
                      size="small"
                      variant="quiet"
                      reason={reason}
                      aria-label={t(`${what}One`, { name })}
                      onClick={() => onOpen({ what, template })}
                    >
                      {t(what === 'apply' ? 'applyAct' : what === 'edit' ? 'editAct' : 'delete')}
                    </Button>
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
