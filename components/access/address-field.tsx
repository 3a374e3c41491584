'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { Field } from '@/components/ui/field'
import { type ListMode, V4_LIMITS } from '@/lib/model/allow-list'
import { readList } from '@/lib/model/cidr'
import { SERVICE_IDS } from '@/lib/model/service'
import { ListFindings } from './list-findings'

interface AddressFieldProps {
  /** Of the instance or group: it tells the service. */
  reference: string

  text: string
  onChange: (text: string) => void
  /** It was tried to go on: what is missing is said as well. */
  tried: boolean
  mode: ListMode
  now: readonly string[]
  /** Entries of what lets in beside this list. */
  others: readonly string[]
  /** The lists are all that lets in. */
  isAll?: boolean
  /** Servers of bound groups come in beside the lists. */
  servers?: boolean
  area?: RefObject<HTMLTextAreaElement | null>
}

/** Whether nothing is wrong with what is typed, and there is something. */
export function isAddresses(text: string): boolean {
  const { faults, blocks } = readList(text, V4_LIMITS)
  return faults.length === 0 && blocks.length > 0
}

/** The one editor of addresses and blocks: what is wrong, double, within another, comes and goes is said as it is typed. */
export function AddressField(props: AddressFieldProps) {
  const service = SERVICE_IDS.find((id) => props.reference.split('.').includes(id))
  const { text, onChange, tried, mode, now, others, isAll = true, servers = false, area } = props
  const t = useTranslations('access')
  return (
    <>
      <Field
        label={t('editor.addresses')}
        hint={`${t('editor.hint')} ${service ? t(`editor.onlyV4.${service}`) : ''}`}
        required
        error={tried && text.trim() === '' ? t('editor.missing') : undefined}
      >
        {(control) => (
          <div className="input h-auto" data-bad={control['aria-invalid'] ? true : undefined}>
            <textarea
              {...control}
              ref={area}
              className="mono w-full resize-y bg-transparent py-1.5"
              rows={8}
              spellCheck={false}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          </div>
        )}
      </Field>
      <ListFindings
        read={readList(text, V4_LIMITS)}
        mode={mode}
        now={now}
        others={others}
        isAll={isAll}
        servers={servers}
      />
    </>
  )
}
