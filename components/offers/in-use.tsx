'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useProblemText } from '@/components/ui/problem'
import { instanceUsageQuery } from '@/lib/queries/offers'
import type { NeedText } from './need-text'
import { inUseText } from './need-text'

interface InUseProps {
  reference: string
  need: NeedText
  onNeed: (need: NeedText) => void
}

/** Fills the need with what the instance has in use now, as far as its cloud tells; says what it does not tell. */
export function InUse({ reference, need, onNeed }: InUseProps) {
  const t = useTranslations('offers.inUse')
  const client = useQueryClient()
  const explain = useProblemText()
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const start = async () => {
    setAsking(true)
    setSaid('')
    try {
      const usage = await client.fetchQuery(instanceUsageQuery(reference))
      onNeed({ ...need, ...inUseText(usage) })
      const [memory, connections] = [usage.usedMemoryMb === null, usage.connections === null]
      setSaid(
        memory && connections
          ? t('untold.both')
          : memory
            ? t('untold.memoryGb')
            : connections
              ? t('untold.connections')
              : '',
      )
    } catch (error) {
      setSaid(explain(error).what)
    }
    setAsking(false)
  }
  return (
    <>
      <Button sending={asking} onClick={start}>
        {t('start')}
      </Button>
      <span role="status" className="self-center text-sm text-text-2 empty:hidden">
        {said}
      </span>
    </>
  )
}
