import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, regionId } from './inputs'

export const sslOperations = operations(SERVICE, API_VERSION, {
  DescribeInstanceSSL: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'security',
    target: 'InstanceId',
    summary: { en: 'Whether TLS is on, and until when its certificate holds', zh: '查询 TLS 加密状态与证书有效期' },
    manual: '15.5',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({
      InstanceId: text(),
      SSLEnabled: text(),
      SSLExpiredTime: text(),
      CertCommonName: text(),
      RequestId: text(),
    }),
  },
  ModifyInstanceSSL: {
    method: 'POST',
    // Clients that do not speak TLS, or speak only TLS, lose their way in.
    kind: 'destructive',
    once: true,
    async: true,
    group: 'security',
    target: 'InstanceId',
    summary: { en: 'Switch TLS on or off, or renew the certificate', zh: '开启或关闭 TLS 加密，或更新证书' },
    manual: '15.6',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      SSLEnabled: noted(
        z.enum(['Disable', 'Enable', 'Update']),
        'Update renews the certificate.',
        'Update 表示更新证书。',
      ),
    }),
    response: object({ InstanceId: text(), TaskId: scalar(), RequestId: text() }),
  },
  ModifyInstanceVpcAuthMode: {
    method: 'POST',
    // Open breaks clients that connect without a password.
    kind: 'destructive',
    once: true,
    group: 'security',
    target: 'InstanceId',
    summary: { en: 'Require a password inside the VPC, or not', zh: '设置专有网络内是否免密访问' },
    manual: '15.7',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      VpcAuthMode: noted(
        z.enum(['Open', 'Close']),
        'Open: a password is required; Close: hosts of the VPC get in without one.',
        'Open 表示需要密码；Close 表示专有网络内免密访问。',
      ),
    }),
    response: object({ RequestId: text() }),
  },
})
