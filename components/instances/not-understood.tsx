'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import type { QueryError } from '@/lib/model/query'
import { explain } from './explain'

interface NotUnderstoodProps {
  errors: readonly QueryError[]
  onClear(): void
  /** Takes the part as it was probably meant. */
  onCorrect?(error: QueryError): void
}

/** In the place of rows: the parts of the query that are not understood, and what may stand there. */
export function NotUnderstood({ errors, onClear, onCorrect }: NotUnderstoodProps) {
  const t = useTranslations('instances')
  return (
    <Empty
      title={t('unclear.title', { count: errors.length })}
      action={<Button onClick={onClear}>{t('empty.clear')}</Button>}
    >
      {errors.map((error) => (
        <span key={error.token} className="block pt-1">
          <code className="mono text-danger">{error.token}</code> <Reason error={error} />
          {error.suggestion && onCorrect ? (
            <>
              {' '}
              <button type="button" className="text-accent hover:underline" onClick={() => onCorrect(error)}>
                {t('unclear.meant', { suggestion: error.suggestion })}
              </button>
            </>
          ) : null}
        </span>
      ))}
    </Empty>
  )
}

function Reason({ error }: { error: QueryError }) {
  const t = useTranslations('instances')
  const { reason, field, values } = explain(error)
  return t(`unclear.${reason}`, { field, values: values.join(', ') })
}
