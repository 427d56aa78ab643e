// What the scripted model does with tools that are executed for it: it computes with Python, and searches files.
import { CHART, chartCode, CHART_FILE } from './chart-code'
import { computationOf, countedLetters, type Computation } from './computation'
import type { Language } from './language'
import type { PlannedCall } from './planned-call'
import type { ReadCall, ScriptInput } from './script-input'
import { shortened } from './spoken-output'
import { termsOf } from './terms'
import { wordings } from './wording'

export type HostedType = keyof ScriptInput['hosted']

interface Asked {
  readonly text: string
  readonly language: Language
}

/** A call that the message asks for: code where there is something to compute, else a search for what it says. */
export function hostedCallFor(asked: Asked, { hosted }: Pick<ScriptInput, 'hosted'>): PlannedCall | undefined {
  if (hosted.code_interpreter !== undefined && computationFor(asked))
    return forcedHostedCall('code_interpreter', asked, hosted)
  return hosted.file_search !== undefined && termsOf(asked.text).size > 0
    ? forcedHostedCall('file_search', asked, hosted)
    : undefined
}

/** The call of a tool, whatever the message asks. */
export function forcedHostedCall(type: HostedType, asked: Asked, hosted: ScriptInput['hosted']): PlannedCall {
  const given =
    type === 'file_search'
      ? { query: asked.text }
      : { code: (computationFor(asked) ?? countedLetters(asked.text, asked.language)).code }
  const name = hosted[type] ?? type
  return { name, arguments: JSON.stringify(given), isGrounded: true, takesValues: true }
}

function computationFor({ text, language }: Asked): Computation | undefined {
  const computation = computationOf(text, language)
  if (computation || !CHART.test(text)) return computation
  const { chart } = wordings[language]
  return { code: chartCode(language), say: (result) => chart(result, `sandbox:${CHART_FILE}`) }
}

const RESULT = /^result: (.*)$/gm
const MAX_SAID = 2_000

/** What the tool has answered, in words. */
export function spokenHosted(type: HostedType, { output }: ReadCall, asked: Asked): string {
  return type === 'file_search' ? spokenSearch(output.text, asked) : spokenCode(output.text, asked)
}

function spokenCode(output: string, asked: Asked): string {
  const { computed, ranWithout } = wordings[asked.language]
  const { say } = computationFor(asked) ?? countedLetters(asked.text, asked.language)
  const result = [...output.matchAll(RESULT)].at(-1)?.[1]
  if (result !== undefined) return `${say(result)}\n\n${computed}`
  const said = shortened({ text: output.trim(), unread: 0 }, MAX_SAID, asked.language)
  return `${ranWithout}\n\n\`\`\`\n${said.replaceAll('```', "'''")}\n\`\`\`\n\n${computed}`
}

/** A result of a search stands behind its marker. */
const RESULT_HEAD = /^【\d+:\d+†([^】\n]*)】[ \t]*\n?/gm
const MAX_QUOTED = 400

function spokenSearch(output: string, { text, language }: Asked): string {
  const { foundIn, foundNothing, quoted } = wordings[language]
  const heads = [...output.matchAll(RESULT_HEAD)]
  const results = heads.map((head, index) => ({
    marker: head[0].trim(),
    name: head[1] ?? '',
    content: output.slice(head.index + head[0].length, heads[index + 1]?.index).trim(),
  }))
  const [best] = results.filter(({ content }) => content !== '')
  if (!best) return `${foundNothing}\n\n${quoted}`
  return `${foundIn(best.name, passageIn(best.content, text))}${best.marker}\n\n${quoted}`
}

/** The sentence of a chunk that speaks most of what was asked, with what follows it in its paragraph. */
function passageIn(content: string, question: string): string {
  const asked = termsOf(question)
  const sentences = content.split(/\n\s*\n/).flatMap(sentencesOf)
  const points = sentences.map(({ text }) => [...termsOf(text)].filter((term) => asked.has(term)).length)
  const from = Math.max(0, points.indexOf(Math.max(...points)))
  let passage = ''
  for (const { text, paragraph } of sentences.slice(from)) {
    const isOver = paragraph !== sentences[from]?.paragraph || passage.length + text.length > MAX_QUOTED
    if (passage !== '' && isOver) break
    passage += text
  }
  return [...passage.trim()].slice(0, MAX_QUOTED).join('')
}

const sentencesOf = (text: string, paragraph: number) =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.!?] )|(?<=[。！？；])/u)
    .filter((sentence) => sentence.trim() !== '')
    .map((sentence) => ({ text: sentence, paragraph }))
