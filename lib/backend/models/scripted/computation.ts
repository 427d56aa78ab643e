// What of a message Python can compute: the code for it, and how its result is said.
import { evidenceOf } from './evidence'
import type { Language } from './language'
import { numeralValue, WESTERN_NUMERAL } from './numerals'

export interface Computation {
  /** Real Python that prints a line `result: …`. */
  readonly code: string
  /** The answer around a result. */
  readonly say: (result: string) => string
}

type Plan = (message: string, language: Language) => Computation | undefined

const MAX_READ = 4_000

/** The first that fits what the message asks; undefined when there is nothing to compute in it. */
export function computationOf(text: string, language: Language): Computation | undefined {
  const message = text.slice(0, MAX_READ)
  for (const plan of plans) {
    const computation = plan(message, language)
    if (computation) return computation
  }
  return undefined
}

/** For when code is demanded and nothing asks for it. */
export const countedLetters = (text: string, language: Language): Computation => ({
  code: `text = ${pythonText(text.slice(0, MAX_READ))}\nprint("result:", len(text))`,
  say: (result) => (language === 'zh' ? `这条消息有 ${result} 个字符。` : `The message has ${result} characters.`),
})

/** A string of Python; JSON's escapes are the same but for those of surrogate pairs, of which it has none. */
const pythonText = (text: string) => JSON.stringify(text.toWellFormed())

const RETIREMENT = /\b(?:retire|retirement|pension|nest egg)\b|退休|养老/i
const HOW_MUCH = /how much|what amount|contribut|\bsave\b|\bput aside\b|多少|存/i
const AMOUNT = new RegExp(
  `(?:[$€£¥￥]\\s?(${WESTERN_NUMERAL}) ?(k\\b|thousand|m\\b|million|万|亿)?)|` +
    `(?:(${WESTERN_NUMERAL}) ?(k|thousand|million|万|亿)?\\s?(?:dollars|euros?|yuan|usd|eur|cny|元|块))`,
  'i',
)
const PERCENT = new RegExp(`(${WESTERN_NUMERAL})\\s*(?:%|％|percent|per cent)`, 'i')
const YEARS = /(\d{1,3})\s*(?:years?\b(?! old)|yrs?\b|年)/i
const AGE = /\b(?:i am|i'm|i’m|aged?)\s+(\d{2})\b|(\d{2})\s*(?:岁(?!退休)|years old)/i
const RETIRES_AT = /\bretire\w* at (?:the age of )?(\d{2})\b|(\d{2})\s*岁退休/i
const SCALE: Readonly<Record<string, number>> = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, 万: 1e4, 亿: 1e8 }

function amountIn(message: string): number | undefined {
  const [, first, firstScale, second, secondScale] = AMOUNT.exec(message) ?? []
  const value = numeralValue(first ?? second ?? '')
  return value === undefined ? undefined : value * (SCALE[(firstScale ?? secondScale ?? '').toLowerCase()] ?? 1)
}

const numberIn = (pattern: RegExp, message: string) => {
  const found = pattern
    .exec(message)
    ?.slice(1)
    .find((each) => each !== undefined)
  return found === undefined ? undefined : numeralValue(found)
}

/** Years until retirement, said or between two ages. */
function yearsIn(message: string): number | undefined {
  const age = numberIn(AGE, message)
  const until = age === undefined ? undefined : (numberIn(RETIRES_AT, message) ?? 65) - age
  return until !== undefined && until > 0 ? until : numberIn(YEARS, message)
}

const currencyIn = (message: string, language: Language) =>
  /[$€£¥￥]/.exec(message)?.[0] ?? (language === 'zh' ? '¥' : '$')

const spelled = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })

/** A number as Python writes it. */
const pythonNumber = (value: number) => String(value)

const anyOf = new Intl.ListFormat('en', { type: 'disjunction' })

const saving: Plan = (message, language) => {
  if (!RETIREMENT.test(message) || !HOW_MUCH.test(message)) return undefined
  const [goal, years, percent] = [amountIn(message), yearsIn(message), numberIn(PERCENT, message)]
  const [g, y, p] = [goal ?? 1_000_000, years || 30, percent ?? 5]
  const currency = currencyIn(message, language)
  const code = `goal = ${pythonNumber(g)}
years = ${pythonNumber(y)}
rate = ${pythonNumber(p)} / 100

# Equal payments at the end of each year that grow to the goal.
payment = goal * rate / ((1 + rate) ** years - 1) if rate else goal / years
print(f"result: {payment:,.2f}")`
  const missing = (names: readonly [string, string, string]) =>
    [goal === undefined && names[0], !years && names[1], percent === undefined && names[2]].filter(
      (name) => name !== false,
    )
  const say = {
    en: (result: string) => {
      const assumed = missing(['the goal', 'the years', 'the interest'])
      return (
        `You should contribute ${currency}${result} per year to your retirement plan: with ${p}% interest per year ` +
        `that grows to ${currency}${spelled(g)} in ${y} years.` +
        (assumed.length > 0 ? ` You did not say ${anyOf.format(assumed)}, so that is assumed.` : '')
      )
    },
    zh: (result: string) => {
      const assumed = missing(['目标金额', '年数', '利率']).join('、')
      return (
        `你每年应向退休计划存入 ${currency}${result}：按每年 ${p}% 的收益，${y} 年后可达到 ${currency}${spelled(g)}。` +
        (assumed && `你没有说明${assumed}，这里用的是假设值。`)
      )
    },
  }
  return { code, say: say[language] }
}

const GROWS = /\b(?:invest|deposit|principal|compound|grow|worth)\w*|复利|本金|存入|投资/i

const growing: Plan = (message, language) => {
  const [amount, years, percent] = [amountIn(message), numberIn(YEARS, message), numberIn(PERCENT, message)]
  if (!GROWS.test(message) || amount === undefined || years === undefined || percent === undefined) return undefined
  const currency = currencyIn(message, language)
  const code = `principal = ${pythonNumber(amount)}
rate = ${pythonNumber(percent)} / 100
years = ${pythonNumber(years)}
print(f"result: {principal * (1 + rate) ** years:,.2f}")`
  const en = (result: string) =>
    `${currency}${spelled(amount)} at ${percent}% per year grows to ${currency}${result} in ${years} years.`
  const zh = (result: string) =>
    `${currency}${spelled(amount)} 按每年 ${percent}% 计算，${years} 年后为 ${currency}${result}。`
  return { code, say: language === 'zh' ? zh : en }
}

const SHARE = new RegExp(
  `(${WESTERN_NUMERAL})\\s*(?:%|％|percent) (?:of|from) [$€£¥]?(${WESTERN_NUMERAL})|` +
    `(${WESTERN_NUMERAL})\\s*的\\s*(${WESTERN_NUMERAL})\\s*[%％]`,
  'i',
)

const share: Plan = (message, language) => {
  const [, percentFirst, wholeSecond, wholeFirst, percentSecond] = SHARE.exec(message) ?? []
  const [percent, whole] = [
    numeralValue(percentFirst ?? percentSecond ?? ''),
    numeralValue(wholeSecond ?? wholeFirst ?? ''),
  ]
  if (percent === undefined || whole === undefined) return undefined
  const code = `print(f"result: {${pythonNumber(percent)} / 100 * ${pythonNumber(whole)}:.12g}")`
  const en = (result: string) => `${percent}% of ${spelled(whole)} is ${result}.`
  const zh = (result: string) => `${spelled(whole)} 的 ${percent}% 是 ${result}。`
  return { code, say: language === 'zh' ? zh : en }
}

/** What is asked of several numbers, with the function of Python's that answers it. */
const measures = [
  { words: /\bmedian\b|中位数/i, call: 'statistics.median', en: 'median', zh: '中位数' },
  { words: /standard deviation|\bstdev\b|标准差/i, call: 'statistics.stdev', en: 'standard deviation', zh: '标准差' },
  { words: /\b(?:average|mean)\b|平均/i, call: 'statistics.mean', en: 'average', zh: '平均值' },
  { words: /\b(?:sum|total|add up)\b|总和|求和|之和|总共/i, call: 'sum', en: 'sum', zh: '总和' },
  { words: /\b(?:largest|maximum|highest)\b|最大/i, call: 'max', en: 'largest', zh: '最大值' },
  { words: /\b(?:smallest|minimum|lowest)\b|最小/i, call: 'min', en: 'smallest', zh: '最小值' },
] as const

const measuring: Plan = (message, language) => {
  const measure = measures.find(({ words }) => words.test(message))
  const numbers = evidenceOf(message).numbers.map(({ value }) => value)
  if (!measure || numbers.length < 2) return undefined
  const code = `import statistics

numbers = [${numbers.map(pythonNumber).join(', ')}]
print(f"result: {${measure.call}(numbers):.12g}")`
  const en = (result: string) => `The ${measure.en} of ${numbers.map(spelled).join(', ')} is ${result}.`
  const zh = (result: string) => `${numbers.map(spelled).join('、')} 的${measure.zh}是 ${result}。`
  return { code, say: language === 'zh' ? zh : en }
}

const calculating: Plan = (message) => {
  const { arithmetic } = evidenceOf(message)
  if (arithmetic === undefined) return undefined
  const asked = arithmetic.replaceAll(/(\d),(?=\d{3}\b)/g, '$1').replace(/[.,\s]+$/, '')
  const formula = asked.replaceAll('×', '*').replaceAll('÷', '/').replaceAll('^', '**')
  return { code: `print(f"result: {${formula}:.12g}")`, say: (result) => `${asked} = ${result}` }
}

const FENCED = /```(?:python|py)?\n(.+?)\n?```/s

/** Code that the user wrote is run as it is. */
const running: Plan = (message) => {
  const code = FENCED.exec(message)?.[1]
  return code === undefined ? undefined : { code, say: (result) => result }
}

const plans: readonly Plan[] = [running, saving, growing, share, measuring, calculating]
