'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Meter } from '@/components/ui/number'
import type { Tone } from '@/components/ui/shape'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatDuration, formatNumber } from '@/lib/i18n/format'
import type { CloudTask, TaskState } from '@/lib/model/tasks'

const TONES: Record<TaskState, Tone> = {
  waiting: 'info',
  running: 'prog',
  paused: 'warn',
  done: 'ok',
  failed: 'danger',
  stopped: 'off',
  unknown: 'unk',
}

/** Work of a cloud on an instance, with how far it has come as the cloud tells it. */
export function TaskTable({ tasks }: { tasks: readonly CloudTask[] }) {
  const t = useTranslations('diagnostics')
  const locale = useLang()
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('tasks')}>
      <table className="tbl dense flush">
        <thead>
          <tr className="text-left">
            <th>{t('work')}</th>
            <th>{t('state')}</th>
            <th>{t('progress')}</th>
            <th>{t('began')}</th>
            <th>{t('ended')}</th>
            <th>{t('number')}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id} data-task={task.id}>
              <th scope="row" className="whitespace-nowrap font-normal">
                <code>{task.kind ?? t('notTold')}</code>
              </th>
              <td className="whitespace-nowrap">
                <State tone={TONES[task.state]} vendor={task.vendorState ?? undefined}>
                  {t(`taskStates.${task.state}`)}
                </State>
              </td>
              <td className="whitespace-nowrap text-text-2">
                {task.state === 'running' && (
                  <span className="inline-flex items-center gap-2">
                    {task.percent !== null && (
                      <>
                        <Meter share={task.percent / 100} tone="accent" />
                        {formatNumber(task.percent)} %
                      </>
                    )}
                    {task.secondsLeft !== null && task.secondsLeft > 0 && (
                      <span>{t('left', { time: formatDuration(task.secondsLeft, locale) })}</span>
                    )}
                  </span>
                )}
                {task.steps.length > 0 && (
                  <span className="text-muted text-sm">
                    {' '}
                    {task.steps
                      .map(({ name, percent }) => (percent === null ? name : `${name} ${formatNumber(percent)} %`))
                      .join(' · ')}
                  </span>
                )}
              </td>
              <td className="whitespace-nowrap">
                {task.startedAt ? (
                  <Moment at={task.startedAt} style="day-seconds" />
                ) : task.plannedAt ? (
                  t.rich('planned', { time: () => <Moment at={task.plannedAt ?? ''} style="day" /> })
                ) : (
                  t('notTold')
                )}
              </td>
              <td className="whitespace-nowrap">
                {task.endedAt ? <Moment at={task.endedAt} style="day-seconds" /> : ''}
              </td>
              <td>
                <code className="text-muted">{task.id}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
