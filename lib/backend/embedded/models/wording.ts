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
  readonly pair: (key: string, value: string) => string
  readonly listSeparator: string
  readonly pairSeparator: string
  readonly putTogether: string
  readonly leftOut: (characters: number) => string
  readonly yes: string
  readonly no: string
  readonly nothing: string
}

export const wordings: Readonly<Record<Language, Wording>> = {
  en: {
    introduction: 'I am the scripted model, an offline stand-in: I follow fixed rules and understand nothing.',
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
    pair: (key, value) => `${key} is ${value}`,
    listSeparator: ', ',
    pairSeparator: '; ',
    putTogether: '(Put together from the submitted outputs by the scripted model, an offline stand-in.)',
    leftOut: (characters) => ` … (${characters} more characters)`,
    yes: 'yes',
    no: 'no',
    nothing: 'nothing',
  },
  zh: {
    introduction: '我是脚本模型，一个离线的替身：只按固定规则回答，并不理解内容。',
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
    pair: (key, value) => `${key} 为 ${value}`,
    listSeparator: '、',
    pairSeparator: '；',
    putTogether: '（以上由脚本模型——一个离线的替身——根据提交的输出拼成。）',
    leftOut: (characters) => ` …（另有 ${characters} 个字符）`,
    yes: '是',
    no: '否',
    nothing: '无',
  },
}
