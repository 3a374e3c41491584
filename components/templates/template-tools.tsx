'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/shell/shell-context'
import { Button, buttonClass } from '@/components/ui/button'
import { Select } from '@/components/ui/input'
import type { Instance } from '@/lib/model/instance'
import type { Parameter } from '@/lib/model/parameter'
import { type ParameterTemplate, TEMPLATE_SERVICES } from '@/lib/model/parameter-template'
import { templatesQuery } from '@/lib/queries/templates'

const TemplateDialog = dynamic(() => import('./template-dialog').then((module) => module.TemplateDialog), {
  ssr: false,
})

interface TemplateToolsProps {
  row: Instance
  parameters: readonly Parameter[]
  /** Puts the values of a template into the editors. */
  onUse: (template: ParameterTemplate) => void
}

/** The way to all templates, where the service can have any. */
export function TemplatesLink({ row }: Pick<TemplateToolsProps, 'row'>) {
  const t = useTranslations('templates')
  if (!TEMPLATE_SERVICES.some((id) => id === row.key.service)) return null
  return (
    <Link href="/templates" className={buttonClass({ size: 'small', variant: 'quiet' })} prefetch={false}>
      {t('title')}
    </Link>
  )
}

/** Holds an instance against a template, and makes a template of what can be set here. */
export function TemplateTools({ row, parameters, onUse }: TemplateToolsProps) {
  const t = useTranslations('templates')
  const { role } = useMe()
  const { data } = useQuery(templatesQuery())
  const [isOpen, setOpen] = useState(false)
  const service = TEMPLATE_SERVICES.find((id) => id === row.key.service)
  if (!service) return null
  const fitting = (data ?? []).filter((one) => one.service === service)
  const values = Object.fromEntries(
    parameters.flatMap(({ name, value, fixed }) => (fixed === null && value !== null ? [[name, value]] : [])),
  )
  return (
    <>
      {fitting.length > 0 && (
        <Select
          size="small"
          className="w-fit! max-w-52"
          aria-label={t('tools.compare')}
          value=""
          onChange={({ target }) => {
            const found = fitting.find(({ id }) => id === target.value)
            if (found) onUse(found)
          }}
        >
          <option value="">{t('tools.compare')}</option>
          {fitting.map(({ id, name, version }) => (
            <option key={id} value={id}>
              {name} {version}
            </option>
          ))}
        </Select>
      )}
      {role !== 'viewer' && (
        <Button
          size="small"
          variant="quiet"
          reason={Object.keys(values).length === 0 ? t('tools.nothing') : null}
          onClick={() => setOpen(true)}
        >
          {t('tools.save')}
        </Button>
      )}
      {isOpen && (
        <TemplateDialog start={{ service, version: row.version ?? '', values }} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
