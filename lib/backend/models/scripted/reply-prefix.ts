const OPENING = '[“"「『‘\'`]'
const CLOSING = '[”"」』’\'`]'
const QUOTED = `${OPENING}(?<quoted>[^\\n]{1,80}?)${CLOSING}`

const CHINESE_BARE = '(?<bare>[^。！？；，,;!?\\n“"「『]{1,80}[！？!?]?)'
const ENGLISH_BARE = '(?<bare>[^.;,!?\\n“"]{1,80}?[!?]?)(?=$|[.;,\\n]|(?<=[!?])|,? (?:and|then|but|in) )'

const REPLY = '(?:回复|回答|答复|应答|说话|发言|每句话?|每次|每条|每个)'
const CHINESE = [
  `${REPLY}[^。！？；\\n]{0,12}?(?:之前|以前|前面|前|开头|开始)[^。！？；\\n“"「『]{0,8}?(?:加上|添加|加|带上|说|写上|写|冠以)(?:一句)?[：:\\s]*(?:${QUOTED}|${CHINESE_BARE})`,
  `${REPLY}[^。！？；\\n]{0,12}?(?:以|用)(?:${QUOTED}|(?<bare>[^。！？；，,\\n]{1,80}?))(?:作为)?(?:开头|开始|起头|开场)`,
  `(?:以|用)(?:${QUOTED}|(?<bare>[^。！？；，,\\n]{1,80}?))(?:作为)?(?:开头|开始|起头)(?:来)?(?:回复|回答)`,
]

const A_REPLY =
  '(?:(?:every|each|all|any)(?: (?:one )?of)?|your|the)(?: (?:your|the|single))*' +
  ' (?:repl(?:y|ies)|answers?|responses?|messages?|sentences?)'
const WORDS = '(?:the )?(?:exact )?(?:words?|phrases?|texts?|prefix|string)?'
const ENGLISH = [
  `\\b(?:begin|start|open|prefix|preface)(?:ing)? ${A_REPLY} (?:with|by saying) ?${WORDS}[: ]*(?:${QUOTED}|${ENGLISH_BARE})`,
  `\\b${A_REPLY} (?:must |should |has to |have to |shall |will |always )*(?:begins?|starts?|opens?) with ?${WORDS}[: ]*(?:${QUOTED}|${ENGLISH_BARE})`,
  `\\balways (?:begin|start|open|reply|answer)(?:ing)? with ?${WORDS}[: ]*(?:${QUOTED}|${ENGLISH_BARE})`,
  `\\b(?:put|add|write|say) ${WORDS} ?(?:${QUOTED}|(?<bare>[^.;,\\n“"]{1,80}?)) (?:before|in front of|at the (?:beginning|start) of) ${A_REPLY}`,
]

const patterns = [
  ...CHINESE.map((source) => new RegExp(source, 'gu')),
  ...ENGLISH.map((source) => new RegExp(source, 'giu')),
]

const MAX_READ_LENGTH = 20_000

/** What the instructions want at the beginning of each reply; the last such wish counts. */
export function replyPrefixOf(instructions: string): string | undefined {
  const read = instructions.slice(0, MAX_READ_LENGTH)
  const found = patterns
    .flatMap((pattern) => [...read.matchAll(pattern)])
    .sort((one, other) => one.index - other.index)
    .at(-1)
  const text = (found?.groups?.quoted ?? found?.groups?.bare)?.trim()
  return text === '' ? undefined : text
}

/** The answer behind its prefix, joined by what the prefix's last sign asks for. */
export function withPrefix(prefix: string | undefined, text: string): string {
  if (prefix === undefined) return text
  if (/^[-#>|]/.test(text)) return `${prefix}\n\n${text}`
  if (/[，。！？：；、]$/u.test(prefix)) return `${prefix}${text}`
  if (/[\p{P}\p{S}]$/u.test(prefix)) return `${prefix} ${text}`
  return /\p{Script=Han}$/u.test(prefix) ? `${prefix}，${text}` : `${prefix}, ${text}`
}
