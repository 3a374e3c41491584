'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import { Shape } from '@/components/ui/shape'
import { trayQuery } from '@/lib/queries/tray'
import { STAGES, stepsBehind } from './progress'

/** The tray in one line: the newest change under way, how many there are, and how many wait for this person. */
export function TrayLine({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const t = useTranslations('tray')
  const changes = useTranslations('changes')
  const { data } = useQuery(trayQuery)
  const [newest] = data?.running.items ?? []
  return (
    <button
      type="button"
      className="tray-line"
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'change-tray' : undefined}
      aria-keyshortcuts="g t"
      data-tray-line
      onClick={onToggle}
    >
      {newest && (
        <span className="tray-newest">
          <Shape tone={newest.state === 'checking' ? 'unk' : 'prog'} />
          <span className="max-w-56 truncate max-wide:sr-only">
            {newest.rows > 1 ? t('instances', { count: newest.rows }) : newest.name}{' '}
            {changes(`actions.${newest.action}`)}
          </span>
          <Bar behind={stepsBehind(newest.state)} />
          <span className="text-muted max-wide:sr-only">{changes(`states.${newest.state}`)}</span>
        </span>
      )}
      {data && data.running.count > 0 && <span>{t('running', { count: data.running.count })}</span>}
      {data && data.human.count > 0 && <b>{t('human', { count: data.human.count })}</b>}
      {data && data.forMe.count > 0 && <b>{t('forMe', { count: data.forMe.count })}</b>}
      {!(data?.running.count || data?.forMe.count || data?.human.count) && <span>{t('title')}</span>}
      {data && data.waiting.count > 0 && (
        <span className="text-muted max-wide:hidden">{t('waiting', { count: data.waiting.count })}</span>
      )}
      <Icon name={isOpen ? 'down' : 'up'} size="sm" />
    </button>
  )
}

/** Steps behind and steps to come; the word of its state stands beside it. */
function Bar({ behind }: { behind: number }) {
  return (
    <span className="tray-bar" aria-hidden="true">
      {STAGES.slice(1).map((stage, at) => (
        <i key={stage} data-done={at < behind || undefined} />
      ))}
    </span>
  )
}
