'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { useRangeTools } from '@/components/monitoring/range-tools'
import { ToolMenu } from '@/components/monitoring/tool-menu'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { Menu } from '@/components/ui/menu'
import type { SlowKind } from '@/lib/model/slow-log'
import type { Span, TimeRange } from '@/lib/model/time-range'
import type { SlowState } from './use-slow-state'
import { THRESHOLD, useThresholdText } from './use-threshold'
import { useNodeText } from './words'

interface ToolbarProps {
  state: SlowState
  change: (part: Partial<SlowState>) => void
  span: Span
  words: string
  kinds: readonly SlowKind[]
  nodes: readonly string[]
  isReading: boolean
  onAgain: () => void
  /** Of the instance. */
  reference: string
  onSave: (() => void) | null
}

/** Which part of the slow log is looked at, and from which duration on commands are in it. */
export function SlowToolbar(props: ToolbarProps) {
  const { state, change, span, words, kinds, nodes, isReading, onAgain, reference, onSave } = props
  const t = useTranslations('slowLog')
  const nodeText = useNodeText()
  const said = useThresholdText(reference)
  const onRange = useCallback((range: TimeRange) => change({ range, spans: [] }), [change])
  const range = useRangeTools({ range: state.range, span, words, onChange: onRange })
  const [find, setFind] = useState(state.find)
  useEffect(() => setFind(state.find), [state.find])
  const thresholdHref = `/instances/${encodeURIComponent(reference)}?tab=parameters&name=${THRESHOLD}`
  const chosen = state.node === null ? t('allNodes') : nodeText(state.node)
  return (
    <div className="slow-toolbar flex flex-wrap items-center gap-2 px-gut py-3">
      {range.picker}
      {range.moves}
      <Button icon="refresh" onClick={onAgain} aria-label={t('again')} data-tip={t('again')} aria-busy={isReading} />
      <ToolMenu
        wide={range.copying}
        narrow={[
          ...range.moving,
          ...range.copying,
          'separator',
          ...(said === '' ? [] : [{ title: said }]),
          { label: t('changeTheThreshold'), href: thresholdHref },
        ]}
      />
      {kinds.length > 1 && (
        <fieldset className="seg" aria-label={t('kindOf')}>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              aria-pressed={state.kind === kind}
              onClick={() => change({ kind, node: null })}
            >
              {t(`kinds.${kind}`)}
            </button>
          ))}
        </fieldset>
      )}
      {(nodes.length > 1 || state.node !== null) && (
        <Menu
          label={t('node')}
          items={[
            {
              label: t('allNodes'),
              checked: state.node === null,
              onSelect: () => change({ node: null }),
            },
            { title: t('nodesWith') },
            ...nodes.map((node) => ({
              label: nodeText(node),
              checked: state.node === node,
              onSelect: () => change({ node }),
            })),
          ]}
          trigger={(menu) => (
            <button {...menu} className={buttonClass({})}>
              {chosen}
              <Icon name="down" size="sm" />
            </button>
          )}
        />
      )}
      <Input
        icon="search"
        type="search"
        className="min-w-36 max-w-60 flex-[1_1_0] max-wide:max-w-none max-wide:flex-[1_1_calc(100%-60px)]"
        aria-label={t('find')}
        placeholder={t('find')}
        value={find}
        onChange={(event) => {
          setFind(event.target.value)
          change({ find: event.target.value })
        }}
      />
      <span className="ml-auto flex items-center gap-2 text-sm">
        <span className="whitespace-nowrap text-muted max-wide:hidden">{said}</span>
        <Link href={thresholdHref} prefetch={false} className="max-wide:hidden">
          {t('changeThreshold')}
        </Link>
        <Button
          icon="download"
          aria-label={t('save')}
          data-tip={t('save')}
          reason={onSave ? null : t('nothing')}
          onClick={() => onSave?.()}
        />
      </span>
    </div>
  )
}
