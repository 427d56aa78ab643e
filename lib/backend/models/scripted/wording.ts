import { chineseKeys } from './key-words'
import type { Language } from './language'

/** What the scripted model says, apart from what it is given. */
interface Wording {
  /** It says plainly what it is. */
  readonly introduction: string
  readonly youWrote: (excerpt: string) => string
  readonly images: (count: number) => string
  readonly nothingWritten: string
  readonly myInstructions: (excerpt: string) => string
  readonly myFunctions: string
  readonly functionLine: (name: string, description: string) => string
  readonly noFunctions: string
  readonly whatToTry: string
  readonly noneFits: (names: readonly string[]) => string
  /** One output in a sentence. `call` names the function, and its arguments when the name alone would not do. */
  readonly output: (call: string, output: string) => string
  readonly emptyOutput: (call: string) => string
  readonly callWith: (name: string, values: string) => string
  /** What a key of an output tells; keys are written as programmers do. */
  readonly pair: (key: string, value: string) => string
  readonly yesOrNo: (key: string, isTrue: boolean) => string
  readonly none: (key: string) => string
  readonly list: (items: readonly string[]) => string
  readonly greeting: string
  readonly welcome: string
  readonly putTogether: string
  /** What was computed, searched and drawn for it, and that it is a stand-in that says so. */
  readonly computed: string
  readonly ranWithout: string
  readonly chart: (what: string, link: string) => string
  readonly foundIn: (name: string, passage: string) => string
  readonly foundNothing: string
  readonly quoted: string
  readonly myTools: (types: readonly string[]) => string
  readonly leftOut: (characters: number) => string
  readonly yes: string
  readonly no: string
  readonly nothing: string
}

/** `local_time` and `localTime` as two words. */
const spokenKey = (key: string) =>
  /^\w+$/.test(key)
    ? key
        .replaceAll(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
        .replaceAll('_', ' ')
    : key

const isPlural = (key: string) => /[^sui]s$/.test(key) && !/news$/.test(key)

const chineseKey = (key: string) =>
  chineseKeys[key.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()] ?? spokenKey(key)

/** Chinese and Latin signs side by side have a space between them. */
const spacedHan = (...parts: readonly string[]) =>
  parts.reduce((text, part) => `${text}${isJoint(text, part) ? ' ' : ''}${part}`)

const isJoint = (text: string, part: string) =>
  (/\p{Script=Han}$/u.test(text) && /^[\w°-]/.test(part)) || (/\w$/.test(text) && /^\p{Script=Han}/u.test(part))

const joined = (items: readonly string[], { comma, and }: { readonly comma: string; readonly and: string }) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(comma)}${and}${items.at(-1) ?? ''}`

export const wordings: Readonly<Record<Language, Wording>> = {
  en: {
    introduction: 'I am the scripted model, an offline stand-in that answers by fixed rules.',
    youWrote: (excerpt) => `You wrote: “${excerpt}”.`,
    images: (count) =>
      count === 1 ? 'There is an image with it that I cannot see.' : `I cannot see the ${count} images.`,
    nothingWritten: 'There is no message yet that I could answer.',
    myInstructions: (excerpt) => `My instructions say: “${excerpt}”.`,
    myFunctions: 'I can ask for calls of these functions:',
    functionLine: (name, description) => `- \`${name}\`${description === '' ? '' : `: ${description}`}`,
    noFunctions: 'I have no functions to call.',
    whatToTry: 'I can also write a text of a given length, for example “write 300 words about the sea”.',
    noneFits: (names) => `None of my functions (${names.join(', ')}) fits it.`,
    output: (call, output) => `The result of ${call}: ${output}`,
    emptyOutput: (call) => `${call} returned nothing.`,
    callWith: (name, values) => `${name} (${values})`,
    pair: (key, value) => `the ${spokenKey(key)} ${isPlural(key) ? 'are' : 'is'} ${value}`,
    yesOrNo: (key, isTrue) => `${spokenKey(key)}: ${isTrue ? 'yes' : 'no'}`,
    none: (key) => `no ${spokenKey(key)}`,
    list: (items) => joined(items, { comma: ', ', and: ' and ' }),
    greeting: 'Hello! I am the scripted model, an offline stand-in that answers by fixed rules. Ask me what I can do.',
    welcome: 'You are welcome. If there is more, ask the scripted model: it is an offline stand-in, and always here.',
    putTogether: '(Put together from the submitted outputs by the scripted model, an offline stand-in.)',
    computed: '(Computed with Python by the scripted model, an offline stand-in.)',
    ranWithout: 'The code has run. It said:',
    chart: (what, link) => `Here is the chart (${what}): [chart.svg](${link})`,
    foundIn: (name, passage) => `${name} says: “${passage}”`,
    foundNothing: 'Nothing was found about it in the files.',
    quoted: '(Searched and quoted by the scripted model, an offline stand-in: it does not understand what it quotes.)',
    myTools: (types) =>
      types
        .map((type) => (type === 'file_search' ? 'I can search the files.' : 'I can compute with Python.'))
        .join(' '),
    leftOut: (characters) => ` … (${characters} more characters)`,
    yes: 'yes',
    no: 'no',
    nothing: 'nothing',
  },
  zh: {
    introduction: '我是脚本模型，一个离线的替身，按固定规则回答。',
    youWrote: (excerpt) => `你写道：“${excerpt}”。`,
    images: (count) => `另有 ${count} 张图片，我看不到。`,
    nothingWritten: '还没有可以回答的消息。',
    myInstructions: (excerpt) => `我的设定是：“${excerpt}”。`,
    myFunctions: '我可以请求调用这些函数：',
    functionLine: (name, description) => `- \`${name}\`${description === '' ? '' : `：${description}`}`,
    noFunctions: '我没有可以调用的函数。',
    whatToTry: '我还可以写指定长度的文字，例如“写一篇关于大海的500字文章”。',
    noneFits: (names) => `我的函数（${names.join('、')}）都不适合这条消息。`,
    output: (call, output) => `${call} 的结果：${output}`,
    emptyOutput: (call) => `${call} 没有返回内容。`,
    callWith: (name, values) => `${name}（${values}）`,
    pair: (key, value) => spacedHan(chineseKey(key), '是', value),
    yesOrNo: (key, isTrue) => spacedHan(chineseKey(key), `：${isTrue ? '是' : '否'}`),
    none: (key) => spacedHan('没有', chineseKey(key)),
    list: (items) => joined(items, { comma: '，', and: '，' }),
    greeting: '你好！我是脚本模型，一个离线的替身，按固定规则回答。可以问我能做什么。',
    welcome: '不客气。我是脚本模型，一个离线的替身，随时可以再问。',
    putTogether: '（以上由脚本模型——一个离线的替身——根据提交的输出拼成。）',
    computed: '（由脚本模型——一个离线的替身——用 Python 计算。）',
    ranWithout: '代码已运行，输出如下：',
    chart: (what, link) => `图表已画好（${what}）：[chart.svg](${link})`,
    foundIn: (name, passage) => `${name} 中写道：“${passage}”`,
    foundNothing: '在文件中没有找到相关内容。',
    quoted: '（由脚本模型——一个离线的替身——检索并引用；它并不理解所引内容。）',
    myTools: (types) =>
      types.map((type) => (type === 'file_search' ? '我可以检索文件。' : '我可以用 Python 计算。')).join(''),
    leftOut: (characters) => ` …（另有 ${characters} 个字符）`,
    yes: '是',
    no: '否',
    nothing: '无',
  },
}
