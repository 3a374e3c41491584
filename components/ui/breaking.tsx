import { Fragment } from 'react'

/** A name of parts in dots, which goes to the next line between them and not within one. */
export const Breaking = ({ text }: { text: string }) =>
  text.split(/(?<=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never move
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
