'use client'

import { useTranslations } from 'next-intl'
import { ApplyDialog } from '@/components/templates/apply-dialog'
import type { ParameterGroup } from '@/lib/model/parameter-groups'
import type { ServiceId } from '@/lib/operation'
import { draftBatch } from '@/lib/queries/batches'
import { planChange } from '@/lib/queries/changes'
import type { GroupPlaceOnPage } from './hrefs'

interface ApplyGroupProps {
  service: ServiceId
  place: GroupPlaceOnPage
  group: ParameterGroup
  onClose: () => void
}

/** Chooses the instances of its zone and version that get a group: one is a change, several are a batch. */
export function ApplyGroup({ service, place: { accountId, region, zone }, group, onClose }: ApplyGroupProps) {
  const t = useTranslations('templates.groups')
  const params = { parameterGroup: group.id }
  const action = 'parameter-group'
  const reason = t('reason', { name: group.name })
  const scope = [
    `service:${service} engine:redis account:${accountId} region:${region} zone:${zone}`,
    ...(group.version ? [`version:${group.version}`] : []),
  ].join(' ')
  return (
    <ApplyDialog
      name={group.name}
      scope={scope}
      plan={async (refs) => {
        const [ref] = refs
        if (ref !== undefined && refs.length === 1)
          return `/changes/${(await planChange({ ref, action, params, reason })).id}`
        return `/changes/batch/${(await draftBatch({ action, refs, paramsOf: { [service]: params }, reason })).id}`
      }}
      onClose={onClose}
    />
  )
}
