/** A vendor answer as XML: a list repeats its element, empty values are empty elements, absent ones are left out. */
export const xml = (root: string, value: unknown) => `<?xml version='1.0' encoding='UTF-8'?>${element(root, value)}`

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  if (typeof value === 'object')
    return `<${name}>${Object.entries(value)
      .map(([child, inner]) => element(child, inner))
      .join('')}</${name}>`
  return `<${name}>${escape(String(value))}</${name}>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c)
