import { z } from 'zod'
import { noted } from '@/lib/operation'
import { needs, onlyWhen, withRules } from '@/lib/rules'
import { longName, password, vnetId, vpcId } from '../request-fields'

/** What is chosen for a new instance of this service (CreateCacheCluster). It knows no zone: the cloud picks one. */
export const params = withRules(
  z.strictObject({
    name: longName('Name', '名称'),
    gb: noted(z.literal([1, 2, 4, 8, 16, 32, 64]), 'Memory in GB', '内存容量（GB）'),
    replicas: noted(z.number().int().min(0).max(7).default(0), 'Number of replicas', '从节点数量'),
    vpcId,
    subnetId: vnetId,
    chargeType: noted(
      z.enum(['subscription', 'daily']).default('daily'),
      'Subscription, or by day',
      '包年包月或按日付费',
    ),
    months: noted(z.number().int().min(1).max(36), '1 to 36 months', '1 至 36 个月').optional(),
    password: password().optional(),
    project: noted(z.string().min(1).default('0'), 'Project id; 0 is the default project', '项目 ID；0 为默认项目'),
  }),
  needs('months', { chargeType: 'subscription' }),
  onlyWhen('months', { chargeType: 'subscription' }),
)
