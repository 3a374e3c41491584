'use client'

import './globals.css'

/** The last resort: the root layout itself failed, so no texts were loaded; it speaks both languages. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Quarterdeck</title>
        <main className="mx-auto grid max-w-[560px] gap-3 p-8">
          <h1 className="font-semibold text-xl">Quarterdeck failed · Quarterdeck 出错</h1>
          <p>Quarterdeck failed while drawing the page; this is its own fault. Nothing was sent to a cloud.</p>
          <p lang="zh-CN">绘制页面时 Quarterdeck 自身出错，没有向云平台发送任何请求。</p>
          {error.digest && <code>{error.digest}</code>}
          <div>
            <button type="button" className="btn primary" onClick={reset}>
              Try again · 重试
            </button>
          </div>
        </main>
      </body>
    </html>
  )
}
