// The one parser of `multipart/form-data` on the wire.
import busboy, { type Busboy, type BusboyConfig } from 'busboy'
import { badRequest } from '@/lib/protocol/error'

export const NO_FORM = 'The body of the request is not a form with a file in it.'

/** Of one word of a form, in bytes. */
export const MAX_WORD = 65_536

/** Parses a body of that content type. Throws ApiError (400) for a type of which no form can be. */
export function formParserOf(type = '', limits: BusboyConfig['limits'] = {}): Busboy {
  // Other types have parsers, too: of this one only is the body a form with a file in it.
  if (!/^multipart\/form-data\s*;/i.test(type)) throw badRequest(NO_FORM)
  try {
    return busboy({
      headers: { 'content-type': type },
      defParamCharset: 'utf8',
      limits: { fieldSize: MAX_WORD, ...limits },
    })
  } catch {
    throw badRequest(NO_FORM)
  }
}
