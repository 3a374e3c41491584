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

/** The drawing as a picture, in the colours of the theme, with its title above it. Rejects where it cannot be painted. */
export async function savePng(name: string, title: string, svg: SVGSVGElement): Promise<void> {
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
  const head = 28
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = (height + head) * SCALE
  const paint = canvas.getContext('2d')
  if (!paint) throw new Error('no canvas')
  const page = getComputedStyle(svg.closest('[data-panel]') ?? document.body)
  paint.scale(SCALE, SCALE)
  paint.fillStyle = page.backgroundColor
  paint.fillRect(0, 0, width, height + head)
  paint.fillStyle = page.color
  paint.font = `600 13px ${page.fontFamily}`
  paint.fillText(title, 8, 18)
  paint.drawImage(picture, 0, head, width, height)
  const link = document.createElement('a')
  link.href = canvas.toDataURL('image/png')
  link.download = `${name}.png`
  link.click()
}
