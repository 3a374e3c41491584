'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { State } from '@/components/ui/status'
import type { AllowGroup, InstanceAccess, ListKind } from '@/lib/model/access-lists'
import { isNobody } from '@/lib/model/allow-list'
import { blockText, contains, isFault, opensToEveryone, readBlock, readList } from '@/lib/model/cidr'
import type { Instance } from '@/lib/model/instance'
import { DeleteRule, GroupActions, ListActions } from './list-actions'
import { Missing } from './missing'

const blocksOf = (group: AllowGroup) => readList((group.entries ?? []).join(',')).blocks

/** The lists that let clients in, what is to be said of them, and whether one address is in. */
export function Who({ access, row }: { access: InstanceAccess; row: Instance }) {
  const t = useTranslations('access')
  const groups = access.lists.flatMap(({ told }) => told ?? [])
  const open = groups.filter((group) => opensToEveryone(blocksOf(group)))
  const isPublic = (access.endpoints.told ?? []).some(({ kind }) => kind === 'public')
  // Groups of the cloud's own and the machine itself are nobody's clients.
  const clients = groups.filter(({ hidden }) => !hidden)
  const nobody = clients.every(({ entries }) => entries !== null) && isNobody(clients.flatMap(blocksOf))
  const complete = access.lists.every(({ missing }) => missing === null)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {open.length > 0 && (
        <Banner tone={isPublic ? 'danger' : 'warn'} title={t('open.title')}>
          {t(isPublic ? 'open.public' : 'open.private', {
            groups: open.map(({ name }) => name || t('unnamed')).join(', '),
          })}
        </Banner>
      )}
      {complete && nobody && (
        <Banner tone="warn" title={t('none.title')}>
          {t('none.why')}
        </Banner>
      )}
      {access.lists.map(({ kind, operation, told, missing }) => (
        <div key={kind}>
          <h3 className="font-semibold text-sm">{t(`lists.${kind}`)}</h3>
          <p className="hint max-w-[720px] pb-1">{t(`listsWhat.${kind}`)}</p>
          {missing && <Missing missing={missing} operation={operation} />}
          {told?.length === 0 && <p className="text-text-2">{t('listEmpty')}</p>}
          {told && told.length > 0 && <Groups groups={told} label={t(`lists.${kind}`)} row={row} kind={kind} />}
          {told && <ListActions row={row} kind={kind} groups={told} />}
        </div>
      ))}
      <Ask groups={groups} complete={complete} />
    </div>
  )
}

/** `row`: the instance whose lists a change can edit. */
function Groups({ groups, label, row, kind }: GroupsProps) {
  const t = useTranslations('access')
  return (
    <section className="overflow-x-auto" tabIndex={0} aria-label={label}>
      <table className="tbl flush">
        <thead>
          <tr className="text-left">
            <th>{t('group')}</th>
            <th>{t('addresses')}</th>
            <th className="num max-wide:hidden">{t('count')}</th>
            <th>
              <span className="sr-only">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row" className="wrap-break-word text-left max-wide:whitespace-normal">
                {group.name || t('unnamed')}
                {group.hidden && <span className="text-muted"> {t('hidden')}</span>}
                {group.description && group.description !== group.name && (
                  <span className="hint wrap-anywhere block pb-1">{group.description}</span>
                )}
              </th>
              <td className="py-1 wide:min-w-64">
                <Entries group={group} row={row} />
              </td>
              <td className="num max-wide:hidden">{group.entries?.length ?? ''}</td>
              <td className="num wide:whitespace-nowrap">
                <GroupActions row={row} group={group} kind={kind} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface GroupsProps {
  groups: readonly AllowGroup[]
  label: string
  row: Instance
  kind: ListKind
}

/** So many entries are shown at first: a list may have a thousand. */
const FIRST = 24

function Entries({ group, row }: { group: AllowGroup; row: Instance }) {
  const t = useTranslations('access')
  const [all, setAll] = useState(false)
  if (group.entries === null) return <span className="text-muted">{t('members')}</span>
  if (group.entries.length === 0) return <span className="text-muted">{t('nobody')}</span>
  const { duplicates, overlaps } = readList(group.entries.join(','))
  const shown = all ? group.entries : group.entries.slice(0, FIRST)
  const rest = group.entries.length - shown.length
  return (
    <div className="whitespace-normal">
      <ul className={group.rules ? 'grid gap-y-0.5' : 'flex flex-wrap gap-x-3 gap-y-0.5'}>
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cloud may tell an entry twice, and the list is not edited
          <li key={`${entry} ${index}`} className="wrap-anywhere">
            <code>{entry}</code>
            {group.rules?.[index] && <DeleteRule row={row} rule={group.rules[index]} />}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="linkbtn" onClick={() => setAll(true)}>
          {t('more', { count: rest })}
        </button>
      )}
      {duplicates.length > 0 && <p className="hint">{t('duplicates', { entries: duplicates.join(', ') })}</p>}
      {overlaps.slice(0, 5).map(({ inner, outer }) => (
        <p key={inner} className="hint">
          {t('overlap', { inner, outer })}
        </p>
      ))}
    </div>
  )
}

/** Whether one address is let in, and by what. */
function Ask({ groups, complete }: { groups: readonly AllowGroup[]; complete: boolean }) {
  const t = useTranslations('access')
  const [text, setText] = useState('')
  const asked = text.trim() === '' ? null : readBlock(text)
  const wrong = asked !== null && isFault(asked)
  return (
    <div>
      <Field
        label={t('ask')}
        hint={t('askHint')}
        error={wrong ? t(`faults.${asked.code}`, { value: asked.value }) : undefined}
        className="max-w-96"
      >
        {(props) => (
          <Input
            {...props}
            mono
            spellCheck={false}
            autoComplete="off"
            placeholder="10.0.0.1"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div role="status" className="pt-1">
        {asked !== null && !isFault(asked) && (
          <Answer
            found={groups.flatMap((group) => {
              const by = blocksOf(group).find((block) => contains(block, asked))
              return by ? [{ group: group.name || t('unnamed'), by: blockText(by) }] : []
            })}
            certain={complete && groups.every(({ entries }) => entries !== null)}
          />
        )}
      </div>
    </div>
  )
}

function Answer({ found, certain }: { found: readonly { group: string; by: string }[]; certain: boolean }) {
  const t = useTranslations('access')
  const [first] = found
  if (first) return <State tone="ok">{t('letIn', { group: first.group, entry: first.by })}</State>
  return certain ? <State tone="off">{t('keptOut')}</State> : <State tone="unk">{t('perhaps')}</State>
}
