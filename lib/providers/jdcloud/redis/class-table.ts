const MB_PER_GB = 1024

/** What the tables of classes say beyond what the calls tell. Memory is of one shard where their number is chosen. */
interface PrintedClass {
  memoryMb: number
  /** Null where their number is chosen. */
  shards: number | null
  perShard: boolean
}

const SIZES = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, '2xlarge': 32 }
const CLUSTERS = [
  ['small', 16, 8],
  ['medium', 32, 8],
  ['large', 64, 8],
  ['xlarge', 128, 16],
  ['2xlarge', 256, 16],
  ['4xlarge', 512, 32],
] as const

const TABLE = new Map<string, PrintedClass>()
for (const [size, gb, shards] of CLUSTERS)
  TABLE.set(`redis.c1.${size}.basic`, { memoryMb: gb * MB_PER_GB, shards, perShard: false })
for (const [size, gb] of Object.entries(SIZES)) {
  const memoryMb = gb * MB_PER_GB
  for (const family of ['m1', 'm']) TABLE.set(`redis.${family}.${size}.basic`, { memoryMb, shards: 1, perShard: false })
  TABLE.set(`redis.s.${size}.basic`, { memoryMb, shards: null, perShard: true })
}

export const printedClass = (name: string): PrintedClass | undefined => TABLE.get(name)

export const CLASS_TABLE = 'createCacheInstance'
