import type { LEFT_OUT } from '@/lib/model/create'

/** Steps of the wizard, as the address names them. */
export const STEP_IDS = ['where', 'what', 'network', 'access', 'payment', 'review'] as const
export type StepId = (typeof STEP_IDS)[number]

/** Which step asks for what, in the order in which it is asked. A service has some of these; names are those of `creation-params`. */
const ASKED: Record<StepId, readonly string[]> = {
  where: ['service', 'accountId', 'region', 'zone', 'secondaryZone', 'sourceInstanceId', 'backupId', 'restoreTime'],
  what: ['engine', 'version', 'architecture', 'class', 'memoryMb', 'gb', 'shards', 'replicas', 'readOnlyNodes'],
  network: ['vpcId', 'subnetId', 'privateIp', 'readOnlyIp', 'port'],
  access: [
    'name',
    'description',
    'password',
    'whitelist',
    'securityGroup',
    'parameterGroup',
    'backupHour',
    'tags',
    'resourceGroup',
    'project',
  ],
  payment: ['chargeType', 'months', 'autoRenew', 'autoRenewMonths', 'count', 'pay'],
  review: ['reason'],
}

/** The step that asks for a field; what nobody thought of stands with name and access. */
export const stepOf = (field: string): StepId => STEP_IDS.find((id) => ASKED[id].includes(field)) ?? 'access'

/** Fields in the order in which a step asks for them, unknown ones last. */
export function inOrder<F extends { name: string }>(fields: readonly F[], step: StepId): F[] {
  const at = (name: string) => ASKED[step].indexOf(name) + 1 || ASKED[step].length + 1
  return fields.filter(({ name }) => stepOf(name) === step).sort((a, b) => at(a.name) - at(b.name))
}

/** What only means something with another choice, beyond what the rules of the schema say of it. */
export function hasUse(name: string, chosen: Readonly<Record<string, unknown>>): boolean {
  if (name === 'autoRenew' || name === 'pay') return chosen.chargeType === 'subscription'
  if (name === 'readOnlyIp') return Number(chosen.readOnlyNodes ?? 0) > 0
  if (name === 'backupId' || name === 'restoreTime') return Boolean(chosen.sourceInstanceId)
  return true
}

/** What an instance in a VPC is given, and one in the classic network has not. */
export const NETWORK_FIELDS = ['vpcId', 'subnetId', 'privateIp'] as const

/** The network that is chosen, of a service that has both: there a VPC can be left out. Undefined: it has one only. */
export function networkOf(
  fields: readonly { name: string; required: boolean }[],
  values: Readonly<Record<string, unknown>>,
): 'classic' | 'vpc' | undefined {
  if (!fields.some(({ name, required }) => name === 'vpcId' && !required)) return undefined
  return values.network === 'vpc' || values.vpcId || values.subnetId ? 'vpc' : 'classic'
}

/** Of a backup whose data a new instance starts with. */
export const SOURCE_FIELDS = ['sourceInstanceId', 'backupId', 'restoreTime'] as const

/** Size: set by a row of the class table, or typed. */
export const SIZE_FIELDS = ['class', 'memoryMb', 'gb', 'shards'] as const

/** What belongs to a place: another account or region has none of it. */
export const PLACED = [
  'network',
  'zone',
  'secondaryZone',
  'vpcId',
  'subnetId',
  'privateIp',
  'readOnlyIp',
  'securityGroup',
  'parameterGroup',
  'resourceGroup',
  'project',
  'sourceInstanceId',
  'backupId',
  'restoreTime',
  ...SIZE_FIELDS,
] as const

/** Where it is said that a service's one call cannot take something. */
export const LEFT_OUT_STEP: Record<(typeof LEFT_OUT)[number], StepId> = {
  zone: 'where',
  'secondary-zone': 'where',
  source: 'where',
  version: 'what',
  architecture: 'what',
  whitelist: 'access',
  'security-group': 'access',
  'backup-time': 'access',
  'parameter-group': 'access',
  tags: 'access',
  count: 'payment',
  'auto-renew': 'payment',
  pay: 'payment',
}
