import { z } from 'zod'
import { noted } from '@/lib/operation'
import { needs, onlyWhen, rule, withRules } from '@/lib/rules'
import { backupWindow, capacity, id, longName, password, vnetId, vpcId } from '../request-fields'

/** GB that each architecture is sold in, and its versions (CreateCacheCluster). */
const SINGLE_GB: readonly unknown[] = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 64]
const VERSIONS: Readonly<Record<string, readonly unknown[]>> = {
  standard: ['2.8', '4.0', '5.0'],
  cluster: ['3.0', '4.0'],
}

/** What is chosen for a new instance of this service (CreateCacheCluster). */
export const params = withRules(
  z.strictObject({
    name: longName('Name', '名称'),
    zone: noted(z.string().min(1), 'Zone.', '可用区。'),
    architecture: noted(
      z.enum(['standard', 'cluster']).default('standard'),
      'Master and replica, or a cluster.',
      '单主从或集群。',
    ),
    version: noted(
      z.enum(['2.8', '3.0', '4.0', '5.0']).default('4.0'),
      'Master and replica: 2.8, 4.0 or 5.0; cluster: 3.0 or 4.0',
      '单主从：2.8、4.0、5.0；集群：3.0、4.0',
    ),
    gb: capacity(
      'Memory in GB. Master and replica: 1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36 or 64; cluster: 70 to 300 in steps of 10',
      '内存容量（GB）。单主从：1、2、4、8、12、16、20、24、28、32、36、64；集群：70 到 300，步长 10',
    ),
    readOnlyNodes: noted(
      z.number().int().min(0).max(7).default(0),
      'Read-only nodes; only for master and replica',
      '只读节点数量，仅用于单主从',
    ),
    vpcId,
    subnetId: vnetId,
    privateIp: noted(z.ipv4(), 'Fixed address; assigned when left out', '固定 IP，不填则自动分配').optional(),
    readOnlyIp: noted(
      z.ipv4(),
      'Fixed address of the read-only nodes; assigned when left out',
      '只读节点的固定 IP，不填则自动分配',
    ).optional(),
    chargeType: noted(
      z.enum(['subscription', 'daily', 'pay-as-you-go']).default('pay-as-you-go'),
      'Subscription, by day with a monthly bill, or pay as you go',
      '包年包月、按日计量按月结算或按量付费',
    ),
    months: noted(z.number().int().min(1).max(36), '1 to 36 months', '1 至 36 个月').optional(),
    password: password().optional(),
    project: noted(z.string().min(1).default('0'), 'Project id; 0 is the default project', '项目 ID；0 为默认项目'),
    backupHour: noted(
      backupWindow,
      'Hour of the automatic backup, China time; left out, there is none',
      '自动备份时段（北京时间）；不填则不自动备份',
    ).optional(),
    securityGroup: id('Security group to bind', '要绑定的安全组').optional(),
  }),
  needs('months', { chargeType: 'subscription' }),
  onlyWhen('months', { chargeType: 'subscription' }),
  rule(
    'gb',
    { en: 'Not a size that this architecture is sold in.', zh: '该架构不提供此容量。' },
    ({ architecture, gb }) =>
      architecture === 'cluster' ? Number(gb) >= 70 && Number(gb) % 10 === 0 : SINGLE_GB.includes(gb),
  ),
  rule(
    'version',
    { en: 'Not a version that this architecture is sold in.', zh: '该架构不提供此版本。' },
    ({ architecture, version }) => VERSIONS[String(architecture)]?.includes(version) ?? false,
  ),
  rule(
    'readOnlyNodes',
    { en: 'A cluster has no read-only nodes.', zh: '集群没有只读节点。' },
    ({ architecture, readOnlyNodes }) => architecture !== 'cluster' || Number(readOnlyNodes ?? 0) === 0,
  ),
  rule(
    'readOnlyIp',
    { en: 'Only with at least one read-only node.', zh: '仅当至少有一个只读节点时可填写。' },
    ({ readOnlyIp, readOnlyNodes }) => readOnlyIp === undefined || Number(readOnlyNodes ?? 0) > 0,
  ),
)
