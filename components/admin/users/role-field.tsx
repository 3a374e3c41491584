'use client'

import { useTranslations } from 'next-intl'
import { Group } from '@/components/admin/accounts/account-fields'
import { Check } from '@/components/ui/check'
import { ROLES, type Role } from '@/lib/model/access'

export function RoleField({ value, onChange, error }: { value: Role; onChange: (role: Role) => void; error?: string }) {
  const t = useTranslations('admin.roles')
  return (
    <Group label={t('label')} error={error}>
      {ROLES.map((role) => (
        <Check
          key={role}
          type="radio"
          name="role"
          label={t(role)}
          hint={t(`${role}Hint`)}
          checked={value === role}
          onChange={() => onChange(role)}
        />
      ))}
    </Group>
  )
}
