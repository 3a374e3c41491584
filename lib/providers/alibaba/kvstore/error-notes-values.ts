import type { ErrorNote } from '@/lib/providers/error-note'
import { CREATING, note } from './error-note'

/** Codes that refuse a value of the request: of the KVStore manuals of 2017 and 2021. */
export const VALUE_NOTES: readonly ErrorNote[] = [
  note(
    'ParameterLeastAssociate',
    'correct',
    'One of several optional fields must be given.',
    '几个可选参数中至少要填写一个。',
  ),
  note('InvalidParameters.Format', 'correct', 'A field has a wrong form.', '某个参数格式不正确。', {
    operations: ['ModifyInstanceSSL', 'DescribeParameterTemplates', 'ModifyInstanceConfig'],
  }),
  note('InvalidStatus.NotFound', 'correct', 'No such instance status exists.', '不存在这种实例状态。', {
    fields: ['InstanceStatus'],
  }),
  note('InvalidRegion.NotFound', 'correct', 'The region, or the zone, does not exist.', '地域或可用区不存在。', {
    fields: ['RegionId', 'ZoneId'],
  }),
  note('InvalidZoneId.NotFound', 'correct', 'The zone does not exist.', '可用区不存在。', { fields: ['ZoneId'] }),
  note('InvalidInstanceName.Malformed', 'correct', 'The name breaks the rules for names.', '实例名称不符合命名规则。', {
    fields: ['InstanceName'],
  }),
  note(
    'InvalidPassword.Malformed',
    'correct',
    'The password is too simple, or has signs that are not allowed.',
    '密码复杂度不足，或含有不允许的字符。',
    {
      fields: ['Password', 'NewPassword', 'AccountPassword'],
    },
  ),
  note('IncorrectPassword', 'correct', 'The present password is wrong.', '原密码不正确。', {
    fields: ['OldAccountPassword'],
  }),
  note(
    'InvalidInstances.Malformed',
    'correct',
    'The list of instances to be made cannot be read.',
    '待创建实例的列表无法识别。',
    {
      fields: ['Instances'],
    },
  ),
  note(
    'InvalidInstanceIds.Malformed',
    'correct',
    'The list of instance ids cannot be read.',
    '实例 ID 列表无法识别。',
    {
      fields: ['InstanceIds'],
    },
  ),
  note(
    'InvalidStartTime.Malformed',
    'correct',
    'The start is no UTC time of the wanted form.',
    '开始时间不是所要求格式的 UTC 时间。',
    {
      fields: ['StartTime'],
    },
  ),
  note(
    'InvalidEndTime.Malformed',
    'correct',
    'The end is no UTC time of the wanted form.',
    '结束时间不是所要求格式的 UTC 时间。',
    {
      fields: ['EndTime'],
    },
  ),
  note('InvalidEndTime.Format', 'correct', 'The end of the span is not accepted.', '结束时间不合法。', {
    fields: ['EndTime'],
  }),
  note('InvalidEndTimeFormat', 'correct', 'The end of the window is not accepted.', '时间窗口的结束时间不合法。', {
    operations: ['ModifyInstanceMaintainTime'],
  }),
  note('InvalidKey.Malformed', 'correct', 'A monitoring key is not known.', '传入的监控项不合法。', {
    fields: ['MonitorKeys'],
  }),
  note(
    'InvalidDBInstanceClass.NotFound',
    'correct',
    'The class does not exist or is not offered.',
    '实例规格不存在或不提供。',
    {
      fields: ['InstanceClass', 'NodeType'],
    },
  ),
  note(
    'MissingClassCode',
    'correct',
    'Neither a class nor a capacity is given, or the class is unknown.',
    '规格与容量都未填写，或规格代码不合法。',
    {
      operations: [...CREATING, 'ModifyInstanceSpec'],
    },
  ),
  note('InvalidCapacity.NotFound', 'correct', 'No class of this capacity is offered.', '没有这种容量的规格。', {
    operations: [...CREATING, 'ModifyInstanceSpec'],
  }),
  note(
    'InvalidToken.Malformed',
    'correct',
    'The token is no more than 64 plain characters.',
    '幂等 Token 须为不超过 64 个 ASCII 字符。',
    {
      fields: ['Token', 'ClientToken'],
    },
  ),
  note('InvalidParam', 'correct', 'The period is none of those offered.', '购买时长不在可选范围内。', {
    operations: ['TransformToPrePaid'],
  }),
  note(
    'InvalidClassicExpiredDays.Format',
    'correct',
    'The old address can be kept only for one of the listed spans.',
    '经典网络地址的保留天数不在可选值内。',
    {
      fields: ['ClassicExpiredDays'],
    },
  ),
  note(
    'InvalidBackupRetentionPeriod.Malformed',
    'correct',
    'The days that backups are kept are not accepted.',
    '备份保留天数不合法。',
    {
      operations: ['ModifyBackupPolicy'],
    },
  ),
  note(
    'InvalidPreferredBackupTime.Format',
    'correct',
    'The hour of the backup is not accepted.',
    '备份时间段不合法。',
    {
      fields: ['PreferredBackupTime'],
    },
  ),
  note(
    'InvalidPreferredBackupPeriod.Malformed',
    'correct',
    'The weekdays of the backup are not accepted.',
    '备份周期（星期）不合法。',
    {
      fields: ['PreferredBackupPeriod'],
    },
  ),
  note('InvalidPreferredBackupTime', 'correct', 'The hour of the backup is not accepted.', '备份时间段不合法。', {
    fields: ['PreferredBackupTime'],
  }),
  note('InvalidBackupType.Format', 'correct', 'The kind of backup is none of those offered.', '备份类型不合法。', {
    operations: ['CreateBackup', 'DescribeBackups'],
  }),
  note('InvalidBackupMethod.Format', 'correct', 'The way of the backup is none of those offered.', '备份方式不合法。', {
    operations: ['CreateBackup', 'DescribeBackups'],
  }),
  note(
    'InvalidSecurityIPList.Format',
    'correct',
    'The whitelist is not a list of addresses and ranges.',
    '白名单格式不正确。',
    {
      fields: ['SecurityIps'],
    },
  ),
]
