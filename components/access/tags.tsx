'use client'

import { useTranslations } from 'next-intl'
import type { Tag } from '@/lib/model/instance'
import { partText } from '@/lib/model/tag-text'
import { ChangeLink, useWhyNot } from './change-link'

interface TagsProps {
  reference: string
  /** Null: the service has none. */
  tags: readonly Tag[] | null
  /** Its cloud's name. */
  cloud: string
}

/** Tags of the cloud's own, and how they are changed. */
export function Tags({ reference, tags, cloud }: TagsProps) {
  const t = useTranslations('access')
  const { isOffered } = useWhyNot(reference)
  const canChange = isOffered('tag-add')
  if (tags === null) return <p className="max-w-[720px] text-text-2">{t('noTags', { cloud })}</p>
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {tags.length === 0 ? (
        <p className="text-text-2">{t('tagsEmpty')}</p>
      ) : (
        <section className="overflow-x-auto" tabIndex={0} aria-label={t('tagTable')}>
          <table className="tbl flush stack">
            <thead>
              <tr className="text-left">
                <th>{t('tagKey')}</th>
                <th>{t('tagValue')}</th>
                {canChange && (
                  <th>
                    <span className="sr-only">{t('actions')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {tags.map(({ key, value }) => (
                <tr key={key}>
                  <th scope="row" className="wrap-anywhere text-left">
                    {key}
                  </th>
                  <td className="wrap-anywhere">{value || <span className="text-muted">{t('tagNoValue')}</span>}</td>
                  {canChange && (
                    <td className="num whitespace-nowrap">
                      <span className="inline-flex gap-1.5 py-0.5">
                        <ChangeLink
                          reference={reference}
                          action="tag-add"
                          params={{ tags: partText(`${key}=${value}`) }}
                          label={t('changeOf', { name: key })}
                        >
                          {t('change')}
                        </ChangeLink>
                        <ChangeLink
                          reference={reference}
                          action="tag-remove"
                          params={{ keys: partText(key) }}
                          label={t('removeOf', { name: key })}
                        >
                          {t('remove')}
                        </ChangeLink>
                      </span>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {canChange ? (
        <p>
          <ChangeLink reference={reference} action="tag-add">
            {t('addTags')}
          </ChangeLink>
        </p>
      ) : (
        <p className="hint">{t('tagsFixed', { cloud })}</p>
      )}
    </div>
  )
}
