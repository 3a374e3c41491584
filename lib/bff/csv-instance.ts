import type { InstanceKey } from '@/lib/model/instance'
import type { CsvColumns } from './csv'

interface Named {
  name: string
  key: InstanceKey
  provider: string
  accountName: string
  environment: string
  team: string
}

/** Which instance a line is of: what each file of instances begins with. */
export const INSTANCE_COLUMNS: CsvColumns<Named> = {
  name: (row) => row.name,
  id: (row) => row.key.id,
  provider: (row) => row.provider,
  service: (row) => row.key.service,
  account: (row) => row.accountName,
  region: (row) => row.key.region,
  env: (row) => row.environment,
  team: (row) => row.team,
}
