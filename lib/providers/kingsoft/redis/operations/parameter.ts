import { z } from 'zod'
import { noted, operations, packed } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { needs, onlyWhen, withRules } from '@/lib/rules'
import { availableZone, cacheId, done, id, offset, shortName } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

/** `Parameters.ParameterName.N` with `Parameters.ParameterValue.N`: two numbered columns. */
const parameters = packed(
  z
    .array(
      z.strictObject({
        ParameterName: noted(z.string().min(1), 'Name of the parameter', '参数名'),
        ParameterValue: noted(z.string(), 'Its new value', '新的参数值'),
      }),
    )
    .min(1),
  'columns',
)

const group = id('Parameter group id', '参数组 ID')
const groupVersion = noted(
  z.enum(['2.8', '3.0', '4.0', '5.0']),
  'Engine version that the group is for',
  '参数组适用的引擎版本',
)

/** Three shapes of `validity` are in use: a list in `value`, or in `values` with the rest null or empty. */
const parameter = object({
  name: z.string(),
  desc: text(),
  defaultValue: text(),
  currentValue: text(),
  validity: object({
    /** enum, range or regexp. */
    type: text(),
    dataType: text(),
    /** The values themselves, the pattern, or once a text about the unit. */
    value: z.union([z.string(), z.array(z.string())]).nullish(),
    values: list(z.string()),
    min: scalar(),
    max: scalar(),
  }).nullish(),
})

const groupFields = {
  id: z.string(),
  name: text(),
  description: text(),
  paramVersion: text(),
  engine: text(),
  created: text(),
  updated: text(),
  parameters: list(parameter),
}
const oneGroup = object({ RequestId: text(), Data: object(groupFields) })
const parameterList = object({ RequestId: text(), Data: list(parameter) })

export const parameterOperations = operations(SERVICE, API_VERSION, {
  DescribeCacheParameters: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'parameter',
    target: 'CacheId',
    summary: { en: 'Parameters of an instance', zh: '查询实例参数' },
    manual: 'DescribeCacheParameters',
    request: z.strictObject({ AvailableZone: availableZone, CacheId: cacheId }),
    response: parameterList,
  },
  SetCacheParameters: {
    method: 'PUT',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'parameter',
    target: 'CacheId',
    summary: {
      en: 'Change or reset parameters of an instance; another eviction policy can evict keys',
      zh: '修改或重置实例参数，更改淘汰策略可能导致键被淘汰',
    },
    manual: 'SetCacheParameters',
    request: withRules(
      z.strictObject({
        AvailableZone: availableZone,
        CacheId: cacheId,
        Protocol: noted(z.enum(['4.0', '5.0']), 'Engine version of the instance', '实例的引擎版本'),
        Parameters: parameters.optional(),
        ResetAllParameters: noted(
          z.enum(['true', 'false']).default('false'),
          'true puts every parameter back to its default; then no parameter is given',
          'true 表示全部恢复为默认值，此时不填参数',
        ),
      }),
      needs('Parameters', { ResetAllParameters: 'false' }),
      onlyWhen('Parameters', { ResetAllParameters: 'false' }),
    ),
    response: done,
  },
  DescribeCacheDefaultParameters: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'parameter',
    summary: { en: 'Default parameters of an engine version', zh: '查询引擎版本的默认参数' },
    manual: 'DescribeCacheDefaultParameters',
    request: z.strictObject({
      AvailableZone: availableZone,
      ParamVersion: noted(z.enum(['2.8', '3.0', '4.0', '5.0']).default('2.8'), 'Engine version', '引擎版本'),
    }),
    response: parameterList,
  },
  CreateCacheParameterGroup: {
    method: 'POST',
    kind: 'write',
    once: true,
    group: 'parameter',
    summary: { en: 'Create a parameter group', zh: '创建参数组' },
    manual: 'CreateCacheParameterGroup',
    request: z.strictObject({
      AvailableZone: availableZone,
      Name: shortName('Name', '名称'),
      Description: z.string().optional(),
      ParamVersion: groupVersion,
      Parameters: parameters,
    }),
    response: oneGroup,
  },
  DescribeCacheParameterGroups: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'parameter',
    summary: { en: 'List parameter groups', zh: '查询参数组列表' },
    manual: 'DescribeCacheParameterGroups',
    request: z.strictObject({
      AvailableZone: availableZone,
      Name: z.string().optional(),
      CacheParameterGroupId: group.optional(),
      ParamVersion: noted(z.string(), 'Engine version', '引擎版本').optional(),
      Offset: offset,
      Limit: z.number().int().min(1).max(10_000).default(10),
    }),
    // The manual has no sample of its own: this is the shape of the other lists.
    response: object({
      RequestId: text(),
      Data: object({ list: list(object(groupFields)), offset: number(), limit: number(), total: number() }),
    }),
  },
  DescribeCacheParameterGroup: {
    method: 'GET',
    kind: 'read',
    group: 'parameter',
    summary: { en: 'Details of a parameter group', zh: '查询参数组详情' },
    manual: 'DescribeCacheParameterGroup',
    request: z.strictObject({ AvailableZone: availableZone, CacheParameterGroupId: group }),
    response: oneGroup,
  },
  ModifyCacheParameterGroup: {
    method: 'PUT',
    kind: 'write',
    once: true,
    group: 'parameter',
    target: 'CacheParameterGroupId',
    summary: { en: 'Change a parameter group', zh: '修改参数组' },
    manual: 'ModifyCacheParameterGroup',
    request: z.strictObject({
      AvailableZone: availableZone,
      CacheParameterGroupId: group,
      Name: shortName('New name', '新名称').optional(),
      Description: z.string().optional(),
      ParamVersion: groupVersion,
      Parameters: parameters,
    }),
    response: oneGroup,
  },
  DeleteCacheParameterGroup: {
    method: 'DELETE',
    kind: 'destructive',
    once: true,
    group: 'parameter',
    target: 'CacheParameterGroupId',
    summary: { en: 'Delete a parameter group', zh: '删除参数组' },
    manual: 'DeleteCacheParameterGroup',
    request: z.strictObject({ AvailableZone: availableZone, CacheParameterGroupId: group }),
    response: done,
  },
  SetCacheParameterGroup: {
    method: 'PUT',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'parameter',
    target: 'CacheId',
    summary: {
      en: 'Apply a parameter group to an instance; another eviction policy can evict keys',
      zh: '为实例应用参数组，更改淘汰策略可能导致键被淘汰',
    },
    manual: 'SetCacheParameterGroup',
    request: z.strictObject({ AvailableZone: availableZone, CacheParameterGroupId: group, CacheId: cacheId }),
    response: done,
  },
})
