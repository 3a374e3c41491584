'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { usePlanned } from '@/components/access/use-planned'
import { ParameterTable } from '@/components/parameters/parameter-table'
import { useEdits } from '@/components/parameters/use-edits'
import { useMe } from '@/components/shell/shell-context'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useFieldErrors } from '@/components/ui/problem'
import { Moment } from '@/components/ui/time'
import { groupRefOf, newGroupRef } from '@/lib/model/group-place'
import type { ParameterDefaults, ParameterGroupDetail } from '@/lib/model/parameter-groups'
import { ApplyGroup } from './apply-group'
import { GroupPanel } from './group-panel'
import type { GroupPlaceOnPage } from './hrefs'

interface GroupEditorProps {
  place: GroupPlaceOnPage
  told: ParameterDefaults
  /** Engine version that it is for; null: not told. */
  version: string | null
  /** The group that is edited; left out: a new one. */
  group?: ParameterGroupDetail
  /** The group that a new one begins with. */
  copyOf?: ParameterGroupDetail
}

/** Name, description and values of a group. All values are sent, so that none is left to what the cloud makes of it. */
export function GroupEditor({ place, told, version, group, copyOf }: GroupEditorProps) {
  const t = useTranslations('templates.groups')
  const { role } = useMe()
  const isViewer = role === 'viewer'
  const [name, setName] = useState(group?.name ?? '')
  const [description, setDescription] = useState((group ?? copyOf)?.description ?? '')
  const [isApplying, setApplying] = useState(false)
  const { typed, edits, edit, clear } = useEdits(told.parameters)
  const listed = useDeferredValue(edits)
  const { plan, problem, sending } = usePlanned()
  const wrong = useFieldErrors()(problem)
  const { accountId, region, zone } = place
  const where = { zone, of: 'parameter-group' as const }
  const key = { service: told.service, accountId, region }
  const isRenamed = group !== undefined && (name !== group.name || description !== (group.description ?? ''))
  const reason = isViewer
    ? t('viewer')
    : edits.some(({ refused }) => refused)
      ? t('correctFirst')
      : name.trim() === ''
        ? t('nameNeeded')
        : group && edits.length === 0 && !isRenamed
          ? t('nothing')
          : null
  const submit = () => {
    const set = Object.fromEntries([
      ...told.parameters.flatMap(({ name: one, value }) => (value === null ? [] : [[one, value]])),
      ...edits.map(({ parameter, text }) => [parameter.name, text]),
    ])
    const about = { name: name.trim(), description: description.trim(), set }
    if (group) {
      const was = group.updated === null ? {} : { was: group.updated }
      const ref = groupRefOf({ key: { ...key, id: group.id }, ...where })
      return plan({ ref, action: 'parameter-group-edit', params: { ...about, ...was } }, '')
    }
    const ref = newGroupRef({ key, ...where }, about.name)
    return plan({ ref, action: 'parameter-group-create', params: { ...about, version } }, '')
  }
  const asked = (
    <span className="text-muted text-sm">
      {t.rich('askedBy', { time: () => <Moment at={told.at} style="seconds" />, sources: told.sources.join(', ') })}
    </span>
  )
  return (
    <div className="grid min-h-full grid-cols-[minmax(0,1fr)] content-start desk:grid-cols-[minmax(0,1fr)_316px] desk:content-stretch">
      <div className="min-w-0">
        <div className="grid max-w-[760px] gap-3 px-gut pt-2.5 wide:grid-cols-2">
          <Field label={t('name')} hint={t('nameHint')} error={wrong.name} required>
            {(control) => (
              <Input
                {...control}
                maxLength={64}
                readOnly={isViewer}
                autoComplete="off"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label={t('description')} error={wrong.description}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                readOnly={isViewer}
                autoComplete="off"
                value={description}
                onChange={({ target }) => setDescription(target.value)}
              />
            )}
          </Field>
        </div>
        <p className="flex flex-wrap items-center gap-2 px-gut pt-2.5 text-text-2">
          {copyOf && <span>{t('copyFrom', { name: copyOf.name })}</span>}
          <span>{t('forVersion', { version: version ?? t('notTold') })}</span>
          {group && (
            <Button size="small" reason={isViewer ? t('viewer') : null} onClick={() => setApplying(true)}>
              {t('apply')}
            </Button>
          )}
        </p>
        <ParameterTable
          parameters={told.parameters}
          typed={typed}
          readOnly={isViewer}
          onEdit={edit}
          asked={asked}
          pastOf={null}
        />
      </div>
      <GroupPanel
        edits={listed}
        isNew={!group}
        reason={reason}
        problem={problem}
        sending={sending}
        onEdit={edit}
        onClear={clear}
        onPlan={submit}
      />
      {isApplying && group && (
        <ApplyGroup service={told.service} place={place} group={group} onClose={() => setApplying(false)} />
      )}
    </div>
  )
}
