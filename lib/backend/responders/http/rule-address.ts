// The address of an HTTP rule: where it leads is written by who makes the rule, and no argument changes that.
import { badRequest } from '@/lib/protocol/error'
import { checkedAddress } from '@/lib/backend/upstream-checks'
import { badPlaceIn, fill } from '../rules/template'
import { textOf } from '../rules/value-at'

/** What stands before the path. */
const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i

/** Throws ApiError (400). `param` is the field that it was entered in. */
export function checkAddress(template: string, param: string) {
  const before = origin.exec(template)?.[0] ?? template
  if (/[{}]/.test(before)) {
    throw badRequest(`Invalid '${param}': arguments may stand in its path and its query, not in the host.`, {
      param,
      code: 'invalid_url',
    })
  }
  const bad = badPlaceIn(template)
  if (bad !== undefined) {
    throw badRequest(`Invalid '${param}': ${bad} is no path of an argument.`, { param, code: 'invalid_template' })
  }
  if (template.includes('#')) {
    throw badRequest(`Invalid '${param}': it must have no fragment.`, { param, code: 'url_with_query' })
  }
  checkedAddress(filledAddress(template, undefined).split('?')[0] ?? '', param)
}

export const hostRefused = (url: URL) =>
  `Rules may not ask ${url.host}: whoever runs this server allows hosts with RESPONDER_HOSTS.`

/** The address with the arguments in it, each encoded for its place; what asks for none that there is is left out. */
export function filledAddress(template: string, args: unknown): string {
  const [path = '', ...query] = template.split('?')
  const pairs = query.join('?').split('&')
  const kept = pairs.filter((pair) => pair !== '' && !isEmpty(pair, args)).map((pair) => filled(pair, args))
  return filled(path, args) + (kept.length > 0 ? `?${kept.join('&')}` : '')
}

const filled = (template: string, args: unknown) =>
  fill(template, args, (value) => encodeURIComponent(listedText(value).toWellFormed()))

const listedText = (value: unknown) => (Array.isArray(value) ? value.map(textOf).join(',') : textOf(value))

/** It has places, and nothing for any of them. */
function isEmpty(pair: string, args: unknown): boolean {
  let places = 0
  let values = 0
  fill(pair, args, (value) => {
    places += 1
    if (value !== undefined && value !== null) values += 1
    return ''
  })
  return places > 0 && values === 0
}
