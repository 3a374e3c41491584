/** Of the build that this code belongs to, put in by the bundler (`next.config.js`); empty where nothing was built. */
export const BUILD_ID: string = process.env.CONSOLE_BUILD ?? ''
/** Header in which every route says which build answers: a page of an older one can tell that it is old. */
export const BUILD_HEADER = 'x-quarterdeck-build'
