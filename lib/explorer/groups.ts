import type { Words } from '@/lib/operation'

/** Titles of the rows' groups, in both languages: a search finds a group's operations by either. */
const GROUPS: Record<string, Words> = {
  region: { en: 'Regions and classes', zh: '地域与规格' },
  instance: { en: 'Instances', zh: '实例' },
  lifecycle: { en: 'Life of an instance', zh: '生命周期' },
  account: { en: 'Accounts', zh: '账号' },
  security: { en: 'Access', zh: '访问控制' },
  connection: { en: 'Connections', zh: '连接地址' },
  network: { en: 'Network', zh: '网络' },
  backup: { en: 'Backups', zh: '备份与恢复' },
  parameter: { en: 'Parameters', zh: '参数' },
  tag: { en: 'Tags', zh: '标签' },
  node: { en: 'Nodes', zh: '节点' },
  version: { en: 'Versions', zh: '版本' },
  data: { en: 'Data', zh: '数据' },
  renewal: { en: 'Renewal and prices', zh: '续费与价格' },
  billing: { en: 'Billing', zh: '计费' },
  price: { en: 'Prices', zh: '价格' },
  task: { en: 'Tasks', zh: '任务' },
  log: { en: 'Logs', zh: '日志' },
  maintenance: { en: 'Maintenance', zh: '运维' },
  monitoring: { en: 'Monitoring', zh: '监控' },
  analysis: { en: 'Key analysis', zh: '缓存分析' },
  diagnostics: { en: 'Diagnostics', zh: '诊断' },
}

/** A group without words of its own is called as its rows call it. */
export const groupWords = (group: string): Words => GROUPS[group] ?? { en: group, zh: group }

export const hasWords = (group: string) => Object.hasOwn(GROUPS, group)
