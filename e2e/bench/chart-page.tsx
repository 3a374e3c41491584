import { createElement, useEffect } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { CartesianGrid, Line as Curve, LineChart, XAxis, YAxis } from 'recharts'
import uPlot from 'uplot'
import { valueAxis } from '@/components/monitoring/axis'
import { pointsOf } from '@/components/monitoring/lines'
import { Plot } from '@/components/monitoring/plot'
import type { MetricSeries } from '@/lib/model/metric'

/** What the bench runs in a page of its own: one chart of four lines, drawn in three ways from data in hand. */
declare global {
  interface Window {
    draw(
      how: 'ours' | 'recharts' | 'uplot',
      data: { from: number; minutes: number; series: MetricSeries[] },
    ): Promise<number>
  }
}

const WIDTH = 900
const HEIGHT = 240
const MINUTE = 60_000
const COLOURS = ['#28509c', '#cb833d', '#0c7c6c', '#249bd7']
const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))

function Told({ children, done }: { children?: React.ReactNode; done: () => void }) {
  useEffect(done)
  return children
}

const mounted = (root: Root, element: React.ReactNode) =>
  new Promise<void>((done) => root.render(createElement(Told, { done }, element)))

window.draw = async (how, { from, minutes, series }) => {
  const host = document.createElement('div')
  document.body.replaceChildren(host)
  const to = from + minutes * MINUTE
  await painted()
  const began = performance.now()
  if (how === 'uplot') {
    const times = series[0]?.at.map((at) => from / 1_000 + at * 60) ?? []
    const options = {
      width: WIDTH,
      height: HEIGHT,
      series: [{}, ...series.map((_, at) => ({ stroke: COLOURS[at], width: 1.5 }))],
    }
    new uPlot(options, [times, ...series.map(({ values }) => values)], host)
  } else if (how === 'ours') {
    const lines = series.map((one, at) => ({
      key: one.id,
      label: one.id,
      colour: COLOURS[at] ?? '',
      isBefore: false,
      series: one,
      points: pointsOf(one, from),
    }))
    const axis = valueAxis(0, Math.max(...series.map(({ stats }) => stats?.max ?? 0)), { binary: false, whole: false })
    const plot = createElement(Plot, {
      id: 'bench',
      width: WIDTH,
      height: HEIGHT,
      span: { from, to },
      lines,
      axis,
      isLog: false,
      unit: 'count',
      times: [],
      timeText: String,
      limit: null,
      limitText: '',
      gaps: [],
      marks: [],
    })
    await mounted(createRoot(host), plot)
  } else {
    const lines = series.map((one, at) =>
      createElement(Curve, {
        key: one.id,
        data: one.at.map((minute, index) => ({ t: from + minute * MINUTE, v: one.values[index] ?? null })),
        dataKey: 'v',
        type: 'linear',
        stroke: COLOURS[at],
        strokeWidth: 1.5,
        dot: false,
        isAnimationActive: false,
      }),
    )
    const chart = createElement(
      LineChart,
      { width: WIDTH, height: HEIGHT },
      createElement(CartesianGrid, { key: 'grid', vertical: false }),
      createElement(XAxis, { key: 'x', dataKey: 't', type: 'number', domain: [from, to] }),
      createElement(YAxis, { key: 'y', type: 'number' }),
      ...lines,
    )
    await mounted(createRoot(host), chart)
  }
  await painted()
  return performance.now() - began
}
