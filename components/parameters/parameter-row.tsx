'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { Shape } from '@/components/ui/shape'
import { Moment } from '@/components/ui/time'
import type { Parameter } from '@/lib/model/parameter'
import { validityOfForm } from '@/lib/model/parameter'
import { hazardsOf, keyOfParameter } from '@/lib/model/parameter-facts'
import { isTriple } from '@/lib/model/parameter-value'
import { allowedOf, isRefused, type OnEdit } from './use-edits'
import { ValueEditor } from './value-editor'

interface ParameterRowProps {
  parameter: Parameter
  /** What was typed; undefined when nothing was. */
  typed: string | undefined
  /** The filter leaves it out. It stays in the document: putting it there again costs more than showing it. */
  hidden: boolean
  readOnly: boolean
  onEdit: OnEdit
  /** The instance whose history is linked; null: there is no column of the last change. */
  pastOf: string | null
}

/** One parameter with its editor, and under it what is wrong or dangerous about its value. */
export const ParameterRow = memo(function ParameterRow({ hidden, ...props }: ParameterRowProps) {
  const { parameter, typed } = props
  const noteId = useId()
  const { name, value, wanted } = parameter
  const text = typed ?? value ?? ''
  const isEdited = typed !== undefined && typed !== value
  const bad = isEdited && isRefused(parameter, text)
  // What is in force is as dangerous as what is typed.
  const isHazardous = !bad && (isEdited || value !== null) && hazardsOf(name, text).length > 0
  const isNoted = bad || wanted !== null || isHazardous
  return (
    <>
      <tr hidden={hidden} className={isNoted ? 'max-wide:block' : CARD}>
        <Cells {...props} bad={bad} noteId={isNoted ? noteId : undefined} />
      </tr>
      {isNoted && (
        <tr hidden={hidden} className={CARD}>
          <td
            colSpan={props.pastOf === null ? 4 : 5}
            className="pb-2 max-wide:block max-wide:border-0"
            style={{ height: 'auto' }}
          >
            <Notes id={noteId} parameter={parameter} text={text} bad={bad} isHazardous={isHazardous} />
          </td>
        </tr>
      )}
    </>
  )
})

interface CellsProps extends Omit<ParameterRowProps, 'hidden'> {
  bad: boolean
  /** What describes the editor; undefined: nothing does, and the row has a line below it. */
  noteId: string | undefined
}

/** The cells of its row. What the filter does is no affair of theirs. */
const Cells = memo(function Cells({ parameter, typed, readOnly, onEdit, pastOf, bad, noteId }: CellsProps) {
  const t = useTranslations('parameters')
  const { name, value, restart, fixed, told, changed } = parameter
  const meaning = `meanings.${keyOfParameter(name)}`
  const isNoted = noteId !== undefined
  const quoted = (one: string) => (one === '' ? t('empty') : one)
  return (
    <>
      <th
        scope="row"
        className="whitespace-normal text-start font-normal max-wide:block max-wide:h-auto max-wide:border-0 max-wide:px-gut max-wide:pt-2"
        style={isNoted ? { borderBottom: 0 } : undefined}
      >
        <code className="wrap-anywhere">{name}</code>
        {restart && <span className="tag warn ml-1.5">{t('restart')}</span>}
        <span className="block py-0.5 text-muted text-sm">{t.has(meaning) ? t(meaning) : (told ?? t('notTold'))}</span>
      </th>
      <Cell plain={isNoted}>
        {fixed || readOnly ? (
          <span className="flex items-center gap-1.5 text-text-2">
            {fixed && <Icon name="lock" size="sm" className="flex-none text-muted" />}
            <code className="wrap-anywhere">{value === null ? t('notTold') : quoted(value)}</code>
          </span>
        ) : (
          <ValueEditor
            parameter={parameter}
            text={typed ?? value ?? ''}
            changed={typed !== undefined && typed !== value}
            bad={bad}
            noteId={noteId}
            onEdit={onEdit}
          />
        )}
      </Cell>
      <Cell plain={isNoted} label={t('allowed')} className="text-muted wrap-anywhere">
        {fixed ? t(`fixed.${fixed}`) : <Allowed parameter={parameter} />}
      </Cell>
      <Cell plain={isNoted} label={t('preset')} className="text-muted wrap-anywhere wide:max-full:hidden">
        {parameter.default === null ? t('notTold') : <code>{quoted(parameter.default)}</code>}
      </Cell>
      {pastOf !== null && (
        <Cell
          plain={isNoted}
          label={changed ? t('last') : undefined}
          className="text-muted text-sm wrap-break-word wide:max-full:hidden"
        >
          {changed && (
            <>
              <Link
                href={`/instances/${encodeURIComponent(pastOf)}?${new URLSearchParams({ tab: 'parameters', view: 'history', name })}`}
                aria-label={t('history.of', { name })}
                prefetch={false}
                replace
                scroll={false}
                className="underline"
              >
                <Moment at={changed.at} />
              </Link>{' '}
              {changed.kind === 'found' ? t('found') : changed.by ? <Who label={changed.by} /> : t('byCloud')}
              {changed.from !== null && changed.from !== value && !readOnly && !fixed && (
                <Button size="small" variant="quiet" onClick={() => onEdit(name, changed.from ?? '')}>
                  {t('back', { value: quoted(changed.from) })}
                </Button>
              )}
            </>
          )}
        </Cell>
      )}
    </>
  )
})

interface NotesProps {
  id: string
  parameter: Parameter
  text: string
  bad: boolean
  isHazardous: boolean
}

function Notes({ id, parameter, text, bad, isHazardous }: NotesProps) {
  const t = useTranslations('parameters')
  const hazards = useTranslations('hazards')
  const { name, wanted } = parameter
  const quoted = (one: string) => (one === '' ? t('empty') : one)
  const line = 'grid grid-cols-[12px_minmax(0,1fr)] items-start gap-x-1.5 text-sm'
  return (
    <div id={id} className="grid gap-1">
      {bad && (
        <p className={`${line} text-danger`}>
          <Shape tone="danger" />
          <span>{t('outOfRange', { value: quoted(text), allowed: allowedOf(parameter) })}</span>
        </p>
      )}
      {isHazardous &&
        hazardsOf(name, text).map((hazard) => (
          <p key={hazard} className={`${line} text-warn`}>
            <Shape tone="warn" />
            <span>{hazards(hazard)}</span>
          </p>
        ))}
      {wanted && (
        <p className={`${line} text-warn`}>
          <Shape tone="warn" />
          <span>
            {t('pending', { by: wanted.by, value: quoted(wanted.value) })}{' '}
            <Link href={`/changes/${wanted.changeId}`} className="underline">
              {t('toChange')}
            </Link>
          </span>
        </p>
      )}
    </div>
  )
}

/** The last of what is said of a parameter on a phone, with the line below it. */
const CARD = 'max-wide:block max-wide:border-border max-wide:border-b max-wide:pb-2'

interface CellProps {
  plain: boolean
  /** What it is, where no column says so. */
  label?: string | undefined
  className?: string
  children: ReactNode
}

function Cell({ plain, label, className, children }: CellProps) {
  return (
    <td
      className={cx('max-wide:block max-wide:h-auto max-wide:border-0 max-wide:px-gut max-wide:py-0.5', className)}
      style={plain ? { borderBottom: 0 } : undefined}
    >
      {label !== undefined && (
        <span aria-hidden="true" className="pr-1.5 text-muted text-sm wide:hidden">
          {label}
        </span>
      )}
      {children}
    </td>
  )
}

/** Who it was: an address goes to the next line whole, or parts before its sign. */
const Who = ({ label }: { label: string }) => {
  const at = label.lastIndexOf('@')
  return at < 1 ? (
    label
  ) : (
    <span className="inline-block">
      {label.slice(0, at)}
      <wbr />
      {label.slice(at)}
    </span>
  )
}

/** More choices than these are counted. */
const FEW = 3

function Allowed({ parameter }: { parameter: Parameter }) {
  const t = useTranslations('parameters')
  const { validity } = parameter
  if (!validity) return t('anything')
  if (validity.kind === 'enumeration' && validity.values.length > FEW)
    return <span data-tip={allowedOf(parameter)}>{t('choices', { count: validity.values.length })}</span>
  if (validity.kind === 'pattern' && isTriple(validityOfForm(validity))) return t('triple')
  const text = allowedOf(parameter)
  return text === '.*' ? t('text') : <code>{text}</code>
}
