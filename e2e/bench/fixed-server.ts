import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A process of its own that gives every request the same page of DescribeInstances: `node fixed-server <rows>`. */
const rows = Number(process.argv[2] ?? 50)
const instance = (i: number) => ({
  InstanceId: `r-bp1${String(i).padStart(14, '0')}`,
  InstanceName: `orders-cache-${i}`,
  ArchitectureType: 'cluster',
  Bandwidth: 96,
  Capacity: 4096,
  ChargeType: 'PostPaid',
  Config: '{"maxmemory-policy":"volatile-lru","hash-max-ziplist-entries":512}',
  ConnectionDomain: `r-bp1${i}.redis.rds.aliyuncs.com`,
  ConnectionMode: 'Standard',
  Connections: 20000,
  CreateTime: '2018-11-07T08:49:00Z',
  EndTime: '2019-06-13T16:00:00Z',
  EngineVersion: '5.0',
  HasRenewChangeOrder: false,
  InstanceClass: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default',
  InstanceStatus: 'Normal',
  InstanceType: 'Redis',
  NetworkType: 'VPC',
  NodeType: 'double',
  Port: 6379,
  PrivateIp: '172.16.49.1',
  QPS: 100000,
  RegionId: 'cn-hangzhou',
  Tags: { Tag: [{ Key: 'team', Value: 'trade' }] },
  UserName: `r-bp1${i}`,
  VSwitchId: 'vsw-bp1e7clcw529l773d',
  VpcId: 'vpc-bp1nme44gek34slfc',
  ZoneId: 'cn-hangzhou-b',
})
const body = Buffer.from(
  JSON.stringify({
    Instances: { KVStoreInstance: Array.from({ length: rows }, (_, i) => instance(i)) },
    PageNumber: 1,
    PageSize: 50,
    RequestId: '7463B73D-35CC-4D19-A010-6B8D65D242EF',
    TotalCount: rows,
  }),
)

const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json;charset=utf-8', 'content-length': body.length })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // listens on TCP, so it is not a pipe's name
  console.log(`ready ${port}`)
})
