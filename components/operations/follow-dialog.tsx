'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Dialog } from '@/components/ui/dialog'
import { addressOf } from '@/lib/explorer/address'
import { fieldsOfRequest } from '@/lib/explorer/fields'
import type { Follow } from '@/lib/explorer/follow'
import { KindMark } from './kind'
import { OperationLink } from './operation-link'

interface FollowDialogProps {
  name: string
  value: string
  follows: readonly Follow[]
  place: { accountId: string; region: string }
  onClose: () => void
}

/** The operations that take an id; each opens with the id filled in. Nothing is sent. */
export function FollowDialog({ name, value, follows, place, onClose }: FollowDialogProps) {
  const t = useTranslations('operations')
  const locale = useLang()
  const hrefOf = ({ operation, field }: Follow) => {
    const fields = fieldsOfRequest(operation.request)
    const isList = fields.find((one) => one.name === field)?.control.kind === 'list'
    return addressOf(operation, fields, { ...place, draft: { [field]: isList ? [value] : value } })
  }
  return (
    <Dialog title={t('follow.title', { name: name.split('.').at(-1) ?? name, value })} onClose={onClose}>
      <ul className="max-h-[60vh] overflow-auto">
        {follows.map((follow) => (
          <li key={follow.operation.name}>
            <OperationLink href={hrefOf(follow)} className="op-row" onClick={onClose}>
              <code className="flex-none">{follow.operation.name}</code>
              <span className="min-w-0 flex-1 truncate text-right text-muted text-xs">
                {follow.operation.summary[locale]}
              </span>
              <KindMark kind={follow.operation.kind} />
            </OperationLink>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
