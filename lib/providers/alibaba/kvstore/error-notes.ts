import type { ErrorNote } from '@/lib/providers/error-note'
import { CREATING, INSTANCE_FIELDS, note } from './error-note'
import { VALUE_NOTES } from './error-notes-values'

const ORDERING = [...CREATING, 'ModifyInstanceSpec', 'RenewInstance', 'RenewMultiInstance', 'TransformToPrePaid']
const CHANGING = { kinds: ['write', 'destructive'] } as const

/**
 * The error table of the KVStore manual of 2017, the codes that the manual of 2021 names with single operations, and
 * the gateway's own, of its common error page.
 */
export const ERROR_NOTES: readonly ErrorNote[] = [
  note('InvalidInstanceId.NotFound', 'look-up', 'No instance has this id.', '实例 ID 不存在。', {
    fields: INSTANCE_FIELDS,
  }),
  note(
    'IncorrectDBInstanceState',
    'wait',
    'The instance is in a state that does not allow it.',
    '实例当前状态不允许此操作。',
    {
      fields: INSTANCE_FIELDS,
    },
  ),
  note('IncorrectDBInstanceLockMode', 'wait', 'The instance is locked.', '实例已被锁定。', CHANGING),
  note(
    'IncorrectDBInstanceType',
    'elsewhere',
    'Instances of this type or architecture do not have it.',
    '该类型或架构的实例不支持此操作。',
    { fields: INSTANCE_FIELDS },
  ),
  ...VALUE_NOTES,
  note('MissingParameter', 'correct', 'Something that must be given is missing.', '缺少必填参数。'),
  note(
    'InvalidParameter',
    'correct',
    'A value is not accepted; the message names it.',
    '参数值不合法，消息中会指出是哪一个。',
  ),
  note(
    'IdempotentParameterMismatch',
    'new-token',
    'This token was used before, with other values.',
    '该 Token 已用于参数不同的请求。',
    {
      fields: ['Token', 'ClientToken'],
    },
  ),
  note(
    'DryRunOperation',
    'nothing',
    'Not a failure: DryRun was set and the check passed.',
    '并非失败：设置了 DryRun，且检查通过。',
    {
      fields: ['DryRun'],
    },
  ),
  note(
    'HasRenewChangeOrder',
    'wait',
    'An order that renews and changes the spec is pending already.',
    '已有一笔待生效的续费变配订单。',
    {
      operations: ['ModifyInstanceSpec', 'RenewInstance', 'RenewMultiInstance'],
    },
  ),
  note('AlreadyPrePaid', 'nothing', 'The instance is a subscription already.', '实例已是包年包月。', {
    operations: ['TransformToPrePaid'],
  }),
  note('InsufficientBalance', 'balance', 'The balance does not cover the order.', '账户余额不足以支付订单。', {
    costs: true,
  }),
  note('PaymentMethodNotFound', 'balance', 'The cloud account has no way to pay.', '云账号未设置付款方式。', {
    operations: ORDERING,
  }),
  note(
    'RealNameAuthenticationError',
    'permission',
    'The cloud account has not proved whose it is.',
    '云账号未完成实名认证。',
    { costs: true },
  ),
  note(
    'QuotaExceed',
    'quota',
    'No more instances are allowed, mostly pay-as-you-go ones.',
    '实例数量超出配额（多为按量付费实例）。',
    {
      operations: CREATING,
    },
  ),
  note(
    'QuotaExceed.AfterpayInstance',
    'quota',
    'No more pay-as-you-go instances are allowed.',
    '按量付费实例数量超出配额。',
    {
      operations: CREATING,
    },
  ),
  note('QuotaNotEnough', 'elsewhere', 'The zone has none left.', '该可用区的库存不足。', { operations: CREATING }),
  note(
    'InsufficientResourceCapacity',
    'elsewhere',
    'There is not enough room for what was ordered.',
    '资源不足，无法满足请求。',
    { costs: true },
  ),
  note(
    'ResourceNotAvailable',
    'elsewhere',
    'It is not offered to this kind of cloud account.',
    '该资源不向此类账号提供。',
    { costs: true },
  ),
  note('Zone.NotSupport', 'elsewhere', 'The zone does not have this class.', '该可用区不支持此规格。', {
    fields: ['ZoneId'],
  }),
  note('IzNotSupportVpcError', 'elsewhere', 'The zone has no private networks.', '该可用区不支持专有网络。', {
    operations: [...CREATING, 'SwitchNetwork'],
  }),
  note(
    'IzNotSupportSwitchNetworkError',
    'elsewhere',
    'The zone does not let the network be changed.',
    '该可用区不支持切换网络类型。',
    {
      operations: ['SwitchNetwork'],
    },
  ),
  note('AllocateVpcIp.NotEnough', 'elsewhere', 'The subnet has no free address.', '交换机没有可用的 IP 地址。', {
    fields: ['VSwitchId'],
  }),
  note('BackupJobExists', 'wait', 'A backup of the instance is running already.', '该实例已有备份任务在执行。', {
    operations: ['CreateBackup'],
  }),
  note('BackupTimesExceeded', 'quota', "Today's backups are used up.", '今日备份次数已用完。', {
    operations: ['CreateBackup'],
  }),
  note('InvalidBackupSetID.NotFound', 'look-up', 'No backup has this id.', '备份集 ID 不存在。', {
    fields: ['BackupId'],
  }),
  note(
    'IncorrectBackupSetState',
    'wait',
    'The backup is in a state that does not allow it.',
    '备份集当前状态不允许此操作。',
    {
      fields: ['BackupId'],
    },
  ),
  note(
    'Forbidden.RAM',
    'permission',
    'The RAM user behind the key may not call it.',
    '该密钥所属的 RAM 用户无权调用。',
  ),
  note('Forbidden.NotAdminUser', 'permission', 'Only the cloud’s own staff may call it.', '仅限管理员用户调用。'),
  note(
    'Forbidden.NotSupportRAM',
    'permission',
    'RAM users cannot call it at all.',
    '该操作不支持以 RAM 用户身份调用。',
  ),
  note('Forbidden.SubUser', 'permission', 'Sub-users may not place orders.', '子账号不能下单。', { costs: true }),
  note('Forbidden.RiskControl', 'permission', "The cloud's risk control refused it.", '被云厂商风控拒绝。', {
    costs: true,
  }),
  note('UnsupportedOperation', 'elsewhere', 'The operation is not offered here.', '此处不支持该操作。'),
  note('ServiceNotSupported', 'elsewhere', 'The service is not offered here.', '此处不提供该服务。'),
  note('InvalidAccessKeyId.NotFound', 'key', 'The cloud does not know the access key.', 'AccessKey 不存在。'),
  note('SignatureDoesNotMatch', 'key', 'The secret of the access key is wrong.', 'AccessKey Secret 不正确。'),
  note(
    'InvalidTimeStamp.Expired',
    'clock',
    'The time in the request is too far from the cloud’s.',
    '请求时间与云端相差过大。',
  ),
  note('SignatureNonceUsed', 'again', 'The same signed request came a second time.', '同一签名请求重复到达。'),
  note('Throttling.User', 'again', 'Too many calls of this operation in a minute.', '一分钟内调用次数过多。'),
  note('ServiceUnavailable', 'again', 'The cloud fails for the moment.', '云端服务暂时不可用。'),
  note('InternalServerError', 'again', 'The cloud failed on its side.', '云端内部错误。'),
  note('InternalError', 'again', 'The cloud failed on its side.', '云端内部错误。'),
]
