'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Meter } from '@/components/ui/number'
import { formatDuration, formatMemory, formatNumber, measureText } from '@/lib/i18n/format'
import type { FoundKey, KeyReport } from '@/lib/model/key-analysis'
import { groupsOf, sizeOf, typesOf } from '@/lib/model/key-types'

const SOME = 50
const BYTES_PER_MB = 1_048_576

/** What a column of sizes is called: of each key, or of the largest of a pattern. */
const SIZES = {
  each: { bytes: 'memory', size: 'sizeNoUnit' },
  largest: { bytes: 'largestMemory', size: 'largestSize' },
} as const

const usesOf = ({ uses }: FoundKey) => uses

const bytesText = (bytes: number): string =>
  bytes < BYTES_PER_MB
    ? measureText({ value: formatNumber(bytes / 1024, bytes < 10_240 ? 1 : 0), unit: 'KB' })
    : measureText(formatMemory(bytes / BYTES_PER_MB))

/** What an analysis found: a sentence, the types, and the keys one by one. */
export function KeyReportView({ report }: { report: KeyReport }) {
  const t = useTranslations('diagnostics')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {report.big && <KeyList kind="big" keys={report.big} total={report.total} />}
      {report.hot && <KeyList kind="hot" keys={report.hot} total={report.total} />}
      {!report.big && !report.hot && <p className="text-text-2">{t('nothingFound')}</p>}
    </div>
  )
}

function KeyList({ kind, keys, total }: { kind: 'big' | 'hot'; keys: readonly FoundKey[]; total: number | null }) {
  const t = useTranslations('diagnostics')
  const [type, setType] = useState<string | null>(null)
  const [most, setMost] = useState(SOME)
  const lang = useLang()
  const rows = useMemo(
    () => groupsOf(type === null ? keys : keys.filter((key) => key.type === type), kind === 'big' ? sizeOf : usesOf),
    [keys, type, kind],
  )
  const first = keys[0]
  if (!first) return <p className="text-text-2">{t(`none.${kind}`)}</p>
  const types = typesOf(keys)
  const inBytes = keys.some(({ bytes }) => bytes !== null)
  const sizeText = (size: number) => (inBytes ? bytesText(size) : formatNumber(size))
  const isGrouped = rows.some((row) => row.keys > 1)
  const largest = Math.max(1, ...rows.map(({ together }) => together ?? 0))
  const has = (field: keyof FoundKey) => keys.some((key) => key[field] !== null)
  const measure = kind === 'big' ? sizeOf(first) : first.uses
  return (
    <div className="min-w-0">
      <p className="pb-1.5 text-lg" data-keys={kind}>
        {t(`sentence.${kind}`, { count: keys.length, key: first.text ?? first.pattern, type: first.type ?? '' })}{' '}
        <b>{measure === null ? t('notTold') : kind === 'big' ? sizeText(measure) : t('times', { count: measure })}</b>
        {kind === 'big' && measure !== null && !inBytes && <span className="text-text-2"> {t('noUnit')}</span>}
        {total !== null && total > keys.length && (
          <span className="text-text-2"> · {t('moreThere', { count: total - keys.length })}</span>
        )}
      </p>
      {types.length > 1 && (
        <fieldset className="seg small lines mb-2 max-w-full" aria-label={t('types')}>
          <button type="button" aria-pressed={type === null} onClick={() => setType(null)}>
            {t('allTypes')} <span className="text-muted">{keys.length}</span>
          </button>
          {types.map((one) => (
            <button key={one.type} type="button" aria-pressed={type === one.type} onClick={() => setType(one.type)}>
              {one.type ?? t('notTold')}{' '}
              <span className="text-muted">
                {one.keys}
                {kind === 'big' && one.size !== null && ` · ${sizeText(one.size)}`}
              </span>
            </button>
          ))}
        </fieldset>
      )}
      <section className="overflow-x-auto" tabIndex={0} aria-label={t(`kinds.${kind}`)}>
        <table className="tbl dense flush">
          <thead>
            <tr className="text-left">
              <th>{t(first.text === null ? 'keyPattern' : 'key')}</th>
              <th>{t('type')}</th>
              {isGrouped && <th className="num">{t('keys')}</th>}
              {isGrouped && <th className="num">{t(kind === 'hot' ? 'usesTogether' : 'together')}</th>}
              {has('uses') && <th className="num">{t(isGrouped && kind === 'hot' ? 'usesMost' : 'uses')}</th>}
              {(has('bytes') || has('size')) && (
                <th className="num">
                  {t(SIZES[kind === 'big' && isGrouped ? 'largest' : 'each'][inBytes ? 'bytes' : 'size'])}
                </th>
              )}
              {has('elements') && <th className="num">{t(isGrouped ? 'elementsTogether' : 'elements')}</th>}
              {has('database') && <th className="num">{t('database')}</th>}
              {has('expiry') && <th className="num">{t('expiry')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((key, index) => (
              // Two rows may look the same: their place is what tells them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
              <tr key={index}>
                <th scope="row" className="max-w-[460px] truncate font-normal">
                  <code data-tip={key.text ?? undefined}>{key.text ?? key.pattern}</code>
                </th>
                <td>{key.type ?? <span className="text-muted">{t('notTold')}</span>}</td>
                {isGrouped && <td className="num">{formatNumber(key.keys)}</td>}
                {isGrouped && (
                  <td className="num whitespace-nowrap">
                    <Share
                      value={key.together}
                      of={largest}
                      text={kind === 'big' ? sizeText(key.together ?? 0) : formatNumber(key.together ?? 0)}
                    />
                  </td>
                )}
                {has('uses') && (
                  <td className="num whitespace-nowrap">
                    <Share
                      value={key.uses}
                      of={kind === 'hot' && !isGrouped ? largest : null}
                      text={formatNumber(key.uses ?? 0)}
                    />
                  </td>
                )}
                {(has('bytes') || has('size')) && (
                  <td className="num whitespace-nowrap">
                    <Share
                      value={sizeOf(key)}
                      of={kind === 'big' && !isGrouped ? largest : null}
                      text={sizeText(sizeOf(key) ?? 0)}
                    />
                  </td>
                )}
                {has('elements') && <td className="num">{key.elements === null ? '' : formatNumber(key.elements)}</td>}
                {has('database') && <td className="num">{key.database ?? ''}</td>}
                {has('expiry') && (
                  <td className="num whitespace-nowrap">
                    {key.expiry === null ? '' : key.expiry < 0 ? t('never') : formatDuration(key.expiry, lang)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > most && (
        <Button size="small" variant="quiet" onClick={() => setMost(most + 200)}>
          {t('showMore', { count: rows.length - most })}
        </Button>
      )}
    </div>
  )
}

function Share({ value, of, text }: { value: number | null; of: number | null; text: string }) {
  if (value === null) return null
  return (
    <span className="inline-flex items-center gap-2">
      {text}
      {of !== null && <Meter share={value / of} />}
    </span>
  )
}
