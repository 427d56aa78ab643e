import type { Language } from './language'
import { CHINESE_NUMERAL, numeralValue, WESTERN_NUMERAL } from './numerals'

/** A text that somebody asked for: about what, and how long, in words or in Chinese characters. */
interface LongTextRequest {
  readonly topic: string
  readonly length: number
}

const MAX_WORDS = 10_000
const DEFAULT_LENGTH: Readonly<Record<Language, number>> = { en: 1_000, zh: 1_500 }

const WRITE_EN = /\b(?:writ(?:e|ing)|compose|draft|generate|produce|tell|give|explain|describe|summari[sz]e)\b/i
const LENGTH_EN = new RegExp(`(?<!\\b(?:these|those|the|following) )\\b(${WESTERN_NUMERAL})\\s?(k?)[- ]words?\\b`, 'i')
const LONG_EN =
  /\b(?:long|lengthy|detailed)\s+(?:\w+\s+)?(?:text|essay|article|story|answer|report|letter|poem|piece|explanation)\b/i
const TOPIC_EN = /\b(?:about|on|of the topic|regarding)\s+([^.!?\n]{1,80})/i
const WRITE_ZH = /写|生成|创作|撰写|作文|讲|介绍|说明/
const LENGTH_ZH = new RegExp(
  `(?<![这那前后])(${WESTERN_NUMERAL}\\s*[万千]?|${CHINESE_NUMERAL})\\s*(?:个)?(?:多)?(?:字|词)`,
)
const LONG_ZH = /长文|长篇|长文章|长故事|长作文|很长的|长一点的|详细的?(?:文章|报告|介绍)/
const TOPIC_ZH = /关于\s*(.{1,40}?)(?:的(?=.{0,12}$)|[，。！？,.!?\n]|$)/

/** Whether a message asks for a text of some length. */
export function longTextRequest(message: string, language: Language): LongTextRequest | undefined {
  const read = message.slice(0, 1_000)
  return language === 'zh' ? (chineseWish(read) ?? englishWish(read)) : (englishWish(read) ?? chineseWish(read))
}

function englishWish(message: string): LongTextRequest | undefined {
  if (!WRITE_EN.test(message)) return undefined
  const found = LENGTH_EN.exec(message)
  if (!found && !LONG_EN.test(message)) return undefined
  const asked = found ? (numeralValue(`${found[1]}${found[2]}`) ?? 0) : DEFAULT_LENGTH.en
  const topic = TOPIC_EN.exec(message)?.[1]
    ?.replace(LENGTH_EN, '')
    .replace(/\s+in\s*$/i, '')
    .trim()
  return { topic: topic || 'this subject', length: within(asked) }
}

function chineseWish(message: string): LongTextRequest | undefined {
  if (!WRITE_ZH.test(message)) return undefined
  const found = LENGTH_ZH.exec(message)
  if (!found && !LONG_ZH.test(message)) return undefined
  const asked = found ? chineseLength(found[1] ?? '') : DEFAULT_LENGTH.zh
  return { topic: TOPIC_ZH.exec(message)?.[1]?.replace(LENGTH_ZH, '').trim() || '这个题目', length: within(asked) }
}

function chineseLength(text: string): number {
  const thousands = /^(.+?)\s*千$/u.exec(text)
  if (thousands && /\d/.test(text)) return (numeralValue(thousands[1] ?? '') ?? 0) * 1_000
  return numeralValue(text.replaceAll(/\s/g, '')) ?? 0
}

const within = (length: number) => Math.max(1, Math.min(Math.round(length), MAX_WORDS))

// Sentences that are true of what they stand for: a reader who looks closely finds no claim in them.
const sentences: Readonly<Record<Language, readonly ((topic: string, number: number) => string)[]>> = {
  en: [
    (topic, number) => `This is sentence ${number}, and it stands where a language model would write about ${topic}.`,
    (topic) => `There would be much to say about ${topic}, and none of it is known to a script.`,
    () => 'The words are here to be counted, streamed, scrolled through and copied.',
    (topic) => `Whoever reads about ${topic} here reads only the shape of a text.`,
    () => 'Long sentences, which wander a little before they come to their end, take turns with short ones.',
    () => 'Short ones help.',
    (_, number) => `The number ${number} in this line shows that no sentence was lost on the way.`,
    (topic) => `A real model would now give an example from ${topic}, and then perhaps another one.`,
    () => 'Every run of this script gives the same text, so two of them can be compared letter by letter.',
    () => 'If the window follows the tail of this text while you read its beginning, something is wrong.',
  ],
  zh: [
    (topic, number) => `这是第${number}句，在这里语言模型会写到${topic}。`,
    (topic) => `关于${topic}本来有许多可说的，但脚本对此一无所知。`,
    () => '这些字是用来计数、流式传输、滚动和复制的。',
    (topic) => `在这里读到${topic}的人，读到的只是一篇文章的样子。`,
    () => '长句子会先绕一点路，然后才走到自己的结尾，它们与短句子交替出现。',
    () => '短句有用。',
    (_, number) => `这一行里的数字${number}说明，路上没有丢失任何一句。`,
    (topic) => `真正的模型现在会举一个${topic}的例子，也许接着再举一个。`,
    () => '这个脚本每次都写出同样的文字，因此两次结果可以逐字比较。',
    () => '如果你在读开头而窗口却跟着结尾走，那就有什么地方不对了。',
  ],
}

const HEADING: Readonly<Record<Language, (number: number) => string>> = {
  en: (number) => `## Part ${number}`,
  zh: (number) => `## 第${number}部分`,
}

const SENTENCES_A_PARAGRAPH = 5
const SENTENCES_A_PART = 20

/** A text of exactly that many words (Chinese: Han characters), headings not counted. */
export function writeLongText({ topic, length }: LongTextRequest, language: Language): string {
  const blocks: string[] = []
  let paragraph: string[] = []
  let left = length
  for (let index = 0; left > 0; index += 1) {
    if (index % SENTENCES_A_PART === 0) blocks.push(HEADING[language](index / SENTENCES_A_PART + 1))
    const say = sentences[language][index % sentences[language].length]
    const sentence = cutTo(left, say?.(topic, index + 1) ?? '', language)
    left -= lengthOf(sentence, language)
    paragraph.push(sentence)
    if (left <= 0 || (index + 1) % SENTENCES_A_PARAGRAPH === 0) {
      blocks.push(paragraph.join(language === 'zh' ? '' : ' '))
      paragraph = []
    }
  }
  return blocks.join('\n\n')
}

/** Words, or Han characters. */
export const lengthOf = (text: string, language: Language): number =>
  (language === 'zh' ? text.match(/\p{Script=Han}/gu) : text.match(/\S+/g))?.length ?? 0

/** The sentence, or as much of its beginning as there is room for, ended properly. */
function cutTo(room: number, sentence: string, language: Language): string {
  if (lengthOf(sentence, language) <= room) return sentence
  if (language === 'en') return `${sentence.split(' ').slice(0, room).join(' ').replace(/[,.]$/, '')}.`
  let han = 0
  const signs = [...sentence].filter((sign) => (/\p{Script=Han}/u.test(sign) ? ++han <= room : han < room))
  return `${signs.join('').replace(/[，。、]$/u, '')}。`
}
