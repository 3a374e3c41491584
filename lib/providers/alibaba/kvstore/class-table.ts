const GB = 1024

/**
 * What the tables of a manual say about a class; null where they have no such column. Bandwidth is headed MByte, and the
 * newer manual calls the very same numbers Mbit/s where an instance has them (8.1): they are read as it says, so that a
 * class and an instance compare, and a need of bandwidth is rather met too well.
 */
export interface PrintedClass {
  memoryMb: number
  connections: number | null
  bandwidth: number | null
}

/** The section that they stand in. The edition of 2021 only points to a page elsewhere. */
export const CLASS_TABLES = '20 (2017)'

type Row = readonly [size: string, gb: number, bandwidth: number]
/** Two tables print `standard` for 4 GB where the others, and the cloud's answers, have `stand`. */
const SIZES: readonly Row[] = [
  ['small', 1, 10],
  ['mid', 2, 16],
  ['stand', 4, 24],
  ['large', 8, 24],
  ['2xlarge', 16, 32],
  ['4xlarge', 32, 32],
]
const CLUSTERS = [
  ['small', 16, 80_000, 384],
  // Printed with the name of the one above; the single-node table of the same sizes has `mid` here.
  ['mid', 32, 80_000, 384],
  ['large', 64, 80_000, 384],
  ['2xlarge', 128, 160_000, 768],
  ['4xlarge', 256, 160_000, 768],
] as const

const printed = (gb: number, connections: number | null, bandwidth: number | null): PrintedClass => ({
  memoryMb: gb * GB,
  connections,
  bandwidth,
})

const TABLE: ReadonlyMap<string, PrintedClass> = new Map([
  ['redis.master.micro.default', { memoryMb: 256, connections: 10_000, bandwidth: 10 }],
  ...SIZES.flatMap(([size, gb, bandwidth]): [string, PrintedClass][] => [
    [`redis.master.${size}.default`, printed(gb, 10_000, bandwidth)],
    [`redis.basic.${size}.default`, printed(gb, 10_000, bandwidth)],
    [`redis.master.${size}.special${gb < 8 ? 2 : 1}x`, printed(gb, 20_000, 48)],
    [`redis.basic.${size}.special2x`, printed(gb, 20_000, 48)],
    ...(gb > 8 ? [] : [[`memcache.master.${size}.default`, printed(gb, null, null)] as [string, PrintedClass]]),
  ]),
  ...CLUSTERS.flatMap(([size, gb, connections, bandwidth]): [string, PrintedClass][] => [
    [`redis.sharding.${size}.default`, printed(gb, connections, bandwidth)],
    [`redis.sharding.basic.${size}.default`, printed(gb, connections, bandwidth)],
    [`memcache.sharding.${size}.default`, printed(gb, null, null)],
  ]),
])

/** What the manual prints about a class, or undefined when it does not name it. */
export const printedClass = (name: string): PrintedClass | undefined => TABLE.get(name.replace('.standard.', '.stand.'))

/** Every class that the manual names. */
export const printedClasses = (): readonly string[] => [...TABLE.keys()]
