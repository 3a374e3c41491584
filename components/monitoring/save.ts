import { saveFile } from '@/components/instances/export'
import { csvRow } from '@/lib/model/csv'
import type { Line } from './lines'

/** A row per moment at which any line has a point; what was not told stays empty. */
export function saveCsv(name: string, lines: readonly Line[]) {
  const rows = new Map<number, Map<string, number>>()
  for (const { key, points } of lines)
    for (const { t, v } of points) {
      if (v === null) continue
      const row = rows.get(t) ?? new Map<string, number>()
      row.set(key, v)
      rows.set(t, row)
    }
  const head = csvRow(['time', ...lines.map(({ label, series: { unit } }) => `${label} (${unit})`)])
  const body = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => csvRow([new Date(at).toISOString(), ...lines.map(({ key }) => values.get(key) ?? null)]))
  saveFile(`${name}.csv`, head + body.join(''))
}

const SCALE = 2
const PAINTED = [
  'stroke',
  'fill',
  'stroke-width',
  'stroke-dasharray',
  'fill-opacity',
  'font-size',
  'font-family',
] as const

/** What stands above a picture, so that it can be read by itself. */
export interface Caption {
  title: string
  /** The range, with its day and zone. */
  range: string
  lines: readonly Pick<Line, 'label' | 'colour'>[]
}

const HEAD = 44
const LEGEND_ROW = 18
const SWATCH = 12
const GAP = 16

/**
 * The drawing as a picture, in the colours of the theme, with its title, its range and the names of its lines. Rejects where
 * it cannot be painted.
 */
export async function savePng(name: string, { title, range, lines }: Caption, svg: SVGSVGElement): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return
  const [from, to] = [svg, copy].map((one) => [one, ...one.querySelectorAll<SVGElement>('*')])
  from?.forEach((one, index) => {
    const style = getComputedStyle(one)
    for (const property of PAINTED) to?.[index]?.setAttribute(property, style.getPropertyValue(property))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  const paint = canvas.getContext('2d')
  if (!paint) throw new Error('no canvas')
  const page = getComputedStyle(svg.closest('[data-panel]') ?? document.body)
  const small = `12px ${page.fontFamily}`
  paint.font = small
  const placed = legendOf(lines, width, (text) => paint.measureText(text).width)
  const rows = 1 + Math.max(-1, ...placed.map(({ row }) => row))
  const whole = HEAD + height + rows * LEGEND_ROW + (rows > 0 ? 6 : 0)
  canvas.width = width * SCALE
  canvas.height = whole * SCALE
  paint.scale(SCALE, SCALE)
  paint.fillStyle = page.backgroundColor
  paint.fillRect(0, 0, width, whole)
  paint.fillStyle = page.color
  paint.font = `600 13px ${page.fontFamily}`
  paint.fillText(title, 8, 18)
  paint.font = small
  paint.fillText(range, 8, 35)
  paint.drawImage(picture, 0, HEAD, width, height)
  for (const { label, colour, x, row } of placed) {
    const y = HEAD + height + row * LEGEND_ROW + 12
    paint.fillStyle = /^var\((.*)\)$/.test(colour) ? page.getPropertyValue(colour.slice(4, -1)).trim() : colour
    paint.fillRect(x, y - 5, SWATCH, 3)
    paint.fillStyle = page.color
    paint.fillText(label, x + SWATCH + 6, y)
  }
  const link = document.createElement('a')
  link.href = canvas.toDataURL('image/png')
  link.download = `${name}.png`
  link.click()
}

/** Names beside each other as far as there is room, then in the next row. */
function legendOf(lines: Caption['lines'], width: number, widthOf: (text: string) => number) {
  let [x, row] = [8, 0]
  return lines.map(({ label, colour }) => {
    const wide = SWATCH + 6 + widthOf(label) + GAP
    if (x > 8 && x + wide > width) [x, row] = [8, row + 1]
    const place = { label, colour, x, row }
    x += wide
    return place
  })
}
