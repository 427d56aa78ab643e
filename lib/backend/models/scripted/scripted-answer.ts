import { asksForAbilities } from './function-choice'
import { spokenHosted, type HostedType } from './hosted-plan'
import { languageOf, type Language } from './language'
import { longTextRequest, writeLongText } from './long-text'
import { replyPrefixOf, withPrefix } from './reply-prefix'
import { schemaExample, type Suggest } from './schema-example'
import type { ReadCall, ReadText, ScriptInput } from './script-input'
import type { Steps } from './steps'
import { createMessageValues } from './message-values'
import { shortened, spokenOutputs } from './spoken-output'
import { wordings } from './wording'

const MAX_EXCERPT_LENGTH = 200

/** Nothing but a greeting, nothing but thanks. */
const GREETING =
  /^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|你好|您好|嗨|哈喽|早上好|下午好|晚上好|大家好)(?: (?:there|again|all|everyone))?[\s,.!?~，。！？～]*$/iu
const THANKS =
  /^\s*(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|cheers|谢谢(?:你|您|啦|了)?|多谢|非常感谢|感谢)[\s,.!~，。！～]*$/iu

/** What there is to answer: the last message of the user, and what functions have returned for it. */
export interface Question {
  readonly message: ReadText
  readonly outputs: readonly ReadCall[]
  /** What tools have returned that were executed for it. */
  readonly hosted: readonly { readonly type: HostedType; readonly call: ReadCall }[]
  readonly language: Language
}

export function questionOf({ message, rounds, instructions, hosted }: ScriptInput): Question {
  const types = new Map([
    ...(['code_interpreter', 'file_search'] as const).map((type) => [hosted[type], type] as const),
  ])
  const calls = rounds.flat().map((call) => ({ call, type: types.get(call.name) }))
  return {
    message,
    outputs: calls.flatMap(({ call, type }) => (type ? [] : [call])),
    hosted: calls.flatMap(({ call, type }) => (type ? [{ call, type }] : [])),
    language: languageOf(message.text, instructions),
  }
}

/** Does the message only greet or thank, ask what the assistant is for, or for a text of some length? */
export const isForTheModelItself = ({ message: { text }, language }: Question) =>
  GREETING.test(text) || THANKS.test(text) || asksForAbilities(text) || longTextRequest(text, language) !== undefined

/** The answer in the form that the response format asks for. */
export function answerTo(question: Question, input: ScriptInput, steps: Steps): string {
  const text = plainAnswer(question, input)
  const { response_format: format } = input
  if (format === 'auto' || format.type === 'text') return withPrefix(replyPrefixOf(input.instructions), text)
  if (format.type === 'json_object') return JSON.stringify(objectAnswer(text, question))
  const schema = format.json_schema.schema ?? { type: 'object' }
  return JSON.stringify(schemaExample(schema, suggestFor(question, text), steps))
}

function plainAnswer(question: Question, input: ScriptInput): string {
  const { functions, tool_choice, images, isEmpty } = input
  const { message, outputs, hosted, language } = question
  const words = wordings[language]
  const wish = longTextRequest(message.text, language)
  const long = wish ? [writeLongText(wish, language)] : []
  const told = hosted.map(({ type, call }) => spokenHosted(type, call, { text: message.text, language }))
  if (outputs.length > 0) told.push(spokenOutputs(outputs, language), words.putTogether)
  if (told.length > 0) return [...told, ...long].join('\n\n')
  if (isEmpty) return sentences(language, words.introduction, words.nothingWritten)
  if (long.length > 0) return [words.introduction, ...long].join('\n\n')
  if (images === 0 && GREETING.test(message.text)) return words.greeting
  if (images === 0 && THANKS.test(message.text)) return words.welcome
  if (asksForAbilities(message.text)) return abilities(input, language)
  const excerpt = shortened(inOneLine(message), MAX_EXCERPT_LENGTH, language)
  return sentences(
    language,
    words.introduction,
    excerpt === '' ? '' : words.youWrote(excerpt),
    images === 0 ? '' : words.images(images),
    functions.length === 0 || tool_choice === 'none' ? '' : words.noneFits(functions.map(({ name }) => name)),
  )
}

function abilities({ instructions, functions, hosted }: ScriptInput, language: Language): string {
  const words = wordings[language]
  const described = functions.map(({ name, description = '' }) => words.functionLine(name, description))
  const excerpt = shortened(inOneLine({ text: instructions, unread: 0 }), MAX_EXCERPT_LENGTH, language)
  const opening = sentences(language, words.introduction, excerpt === '' ? '' : words.myInstructions(excerpt))
  const list = described.length === 0 ? words.noFunctions : [words.myFunctions, ...described].join('\n')
  const tools = words.myTools(Object.keys(hosted))
  return [opening, list, ...(tools ? [tools] : []), words.whatToTry].join('\n\n')
}

const sentences = (language: Language, ...all: readonly string[]) =>
  all.filter((sentence) => sentence !== '').join(language === 'zh' ? '' : ' ')

const inOneLine = ({ text, unread }: ReadText): ReadText => ({ text: text.replaceAll(/\s+/g, ' ').trim(), unread })

function objectAnswer(text: string, { outputs }: Question) {
  if (outputs.length === 0) return { answer: text }
  return { answer: text, outputs: outputs.map(({ name, output }) => ({ name, output: parsedOr(output.text) })) }
}

const PROSE = /answer|reply|message|response|text|summary|explanation|content|回答|回复|内容|说明/i

/** Values out of the outputs first, then out of the message; what asks for prose gets the answer in words. */
function suggestFor({ message, outputs }: Question, text: string): Suggest {
  const values = createMessageValues([...outputs.map(({ output }) => output.text), message.text].join('\n'))
  return (field) => {
    if (PROSE.test(field.name) && field.schema.types.includes('string') && !field.schema.allowed) return text
    return values.suggest(field)
  }
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
