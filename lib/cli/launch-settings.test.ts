import { expect, test } from 'vitest'
import { launchSettings } from './launch-settings'

test.each([
  ['QUARTERDECK_MASTERKEY', /^QUARTERDECK_MASTERKEY: there is no such setting; QUARTERDECK_MASTER_KEY may be meant$/],
  ['QUARTERDECK_DATADIR', /QUARTERDECK_DATA_DIR may be meant$/],
  ['OIDC_ISSUERS', /OIDC_ISSUER may be meant$/],
  ['QUARTERDECK_COLOUR', /^QUARTERDECK_COLOUR: there is no such setting$/],
])('a misspelt setting is refused, not ignored: %s', (name, line) => {
  expect(() =>
    launchSettings({
      NODE_ENV: 'production',
      [name]: 'x',
      QUARTERDECK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    }),
  ).toThrow(expect.objectContaining({ lines: [expect.stringMatching(line)] }))
})
