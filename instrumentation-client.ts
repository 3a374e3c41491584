/**
 * zod compiles parsers with `new Function`, which our content policy refuses and the browser would report each time.
 * It reads this setting when the first schema is made, so it stands here, before any page's code.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
