/** What the manual's table of classes says beyond what the calls tell. */
interface PrintedClass {
  /** Of a cluster whose number is fixed. */
  shards: number | null
  /** The class is the size of one shard, and their number is chosen. */
  perShard: boolean
}

const FIXED = { small: 8, medium: 8, large: 8, xlarge: 16, '2xlarge': 16, '4xlarge': 32 }
const SIZES = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge']

/** Classes of clusters; those of master and replica have one shard each. */
const TABLE = new Map<string, PrintedClass>()
for (const [size, shards] of Object.entries(FIXED)) TABLE.set(`redis.c1.${size}.basic`, { shards, perShard: false })
for (const size of SIZES) TABLE.set(`redis.s.${size}.basic`, { shards: null, perShard: true })

export const printedClass = (name: string): PrintedClass | undefined => TABLE.get(name)

export const CLASS_TABLE = 'createCacheInstance'
