// The rules that answer the functions of templates, so that each runs to its end by itself. Loaded when one is started.
import type { FunctionRules } from '@/lib/client/responders'
import type { Locale } from '@/lib/i18n/locale'
import type { RuleBody } from '@/lib/protocol/responder'
import type { Template } from './templates'

/** What answers the functions of a template; empty for one whose tools the server runs itself. */
export const rulesOf = (id: Template['id'], locale: Locale): readonly FunctionRules[] =>
  rules[id]?.(words[locale]) ?? []

const rules: Partial<Record<Template['id'], (words: Words) => readonly FunctionRules[]>> = {
  orders: (w) => [
    by('calculate_order_total', { kind: 'javascript', name: w.priceList, code: orderCode(w), delay_ms: 600 }),
  ],
  finance: (w) => [
    by('calculate_retirement_contribution', { kind: 'javascript', name: w.share, code: contributionCode(w) }),
  ],
  travel: (w) => [
    by('get_weather', { ...w.weather, kind: 'lookup', path: 'city', ignore_case: true, delay_ms: 1_200 }),
    by('get_local_time', { kind: 'javascript', name: w.clock, code: clockCode(w), delay_ms: 400 }),
    by('find_hotel', { kind: 'template', name: w.hotels, template: w.hotel, delay_ms: 900 }),
  ],
  approval: (w) => [
    by('find_customer', { ...w.orders, kind: 'lookup', path: 'order', ignore_case: true, delay_ms: 700 }),
    {
      function: 'refund_order',
      mode: 'ask',
      rules: [{ kind: 'template', name: w.bank, template: refundTemplate(w), delay_ms: 800 }],
    },
  ],
  slow: (w) => [by('check_stock', { kind: 'static', name: w.supplier, output: '{"in_stock": 12}', delay_ms: 60_000 })],
}

const by = (name: string, rule: RuleBody): FunctionRules => ({ function: name, mode: 'always', rules: [rule] })

const orderCode = (w: Words) => `// ${w.priceComment}
const prices = { book: 58, 书: 58, stationery: 12, pen: 12, 文具: 12, electronic: 999, 电子: 999 }
const priceOf = (kind) => Object.entries(prices).find(([name]) => kind.toLowerCase().includes(name))?.[1] ?? 20

const lines = args.items.map(({ item_type, quantity }) => ({ item_type, quantity, price: priceOf(item_type) }))
console.log(lines.map(({ item_type, quantity, price }) => \`\${quantity} × \${item_type}: \${price * quantity}\`).join('\\n'))
return { total: lines.reduce((sum, { quantity, price }) => sum + price * quantity, 0), currency: 'CNY' }`

const contributionCode = (w: Words) => `// ${w.shareComment}
const share = args.age < 40 ? 0.12 : args.age < 55 ? 0.15 : 0.2
return { contribution: Math.round(args.yearly_income * share), share_of_income: share * 100 + '%' }`

const clockCode = (w: Words) => `// ${w.clockComment}
const hours = { hangzhou: 8, 杭州: 8, beijing: 8, 北京: 8, tokyo: 9, 东京: 9, london: 0, 伦敦: 0, 'new york': -5, 纽约: -5 }
const offset = hours[args.city.toLowerCase()] ?? 8
const there = new Date(Date.now() + offset * 3_600_000)
return { city: args.city, local_time: there.toISOString().slice(11, 16) }`

const refundTemplate = (w: Words) => `{"refund": "R-{{order}}", "amount": {{amount}}, "status": "${w.paid}"}`

interface Table extends Pick<Extract<RuleBody, { kind: 'lookup' }>, 'entries' | 'fallback'> {
  readonly name: string
}

interface Words {
  readonly priceList: string
  readonly priceComment: string
  readonly share: string
  readonly shareComment: string
  readonly weather: Table
  readonly clock: string
  readonly clockComment: string
  readonly hotels: string
  readonly hotel: string
  readonly orders: Table
  readonly bank: string
  readonly paid: string
  readonly supplier: string
}

/** Rows of a table, whose values are written as JSON. */
const rows = (values: Readonly<Record<string, object>>) =>
  Object.entries(values).map(([key, value]) => ({ key, output: JSON.stringify(value) }))

const words: Readonly<Record<Locale, Words>> = {
  en: {
    priceList: 'Price list',
    priceComment: 'The price list, in yuan. What is not on it costs 20.',
    share: 'Share of the income',
    shareComment: 'The older, the larger the share of the income.',
    weather: {
      name: 'Weather table',
      entries: rows({
        Hangzhou: { city: 'Hangzhou', conditions: 'light rain', temperature: '18 °C' },
        Beijing: { city: 'Beijing', conditions: 'clear', temperature: '11 °C' },
        Tokyo: { city: 'Tokyo', conditions: 'cloudy', temperature: '16 °C' },
        London: { city: 'London', conditions: 'fog', temperature: '9 °C' },
      }),
      fallback: '{"conditions": "sunny", "temperature": "20 °C"}',
    },
    clock: 'Clock',
    clockComment: 'Hours ahead of UTC, without summer time.',
    hotels: 'Hotel by the lake',
    hotel: '{"city": "{{city}}", "hotel": "Lakeside Hotel", "price": 480}',
    orders: {
      name: 'Orders',
      entries: rows({
        'T-1042': { order: 'T-1042', item: 'Blue teapot', price: 129, customer: 'Li Wei' },
        'T-1043': { order: 'T-1043', item: 'Tea tray', price: 88, customer: 'Chen Jie' },
      }),
      fallback: '{"error": "There is no such order."}',
    },
    bank: 'Refund by the bank',
    paid: 'paid back',
    supplier: 'Slow supplier',
  },
  'zh-CN': {
    priceList: '价目表',
    priceComment: '价目表，单位：元。表上没有的每件 20 元。',
    share: '收入的比例',
    shareComment: '年龄越大，占收入的比例越高。',
    weather: {
      name: '天气表',
      entries: rows({
        杭州: { city: '杭州', conditions: '小雨', temperature: '18 °C' },
        北京: { city: '北京', conditions: '晴', temperature: '11 °C' },
        东京: { city: '东京', conditions: '多云', temperature: '16 °C' },
        伦敦: { city: '伦敦', conditions: '雾', temperature: '9 °C' },
      }),
      fallback: '{"conditions": "晴", "temperature": "20 °C"}',
    },
    clock: '时钟',
    clockComment: '比协调世界时早几个小时，不计夏令时。',
    hotels: '湖边的酒店',
    hotel: '{"city": "{{city}}", "hotel": "湖畔酒店", "price": 480}',
    orders: {
      name: '订单表',
      entries: rows({
        'T-1042': { order: 'T-1042', item: '青花茶壶', price: 129, customer: '李薇' },
        'T-1043': { order: 'T-1043', item: '茶盘', price: 88, customer: '陈洁' },
      }),
      fallback: '{"error": "没有这个订单。"}',
    },
    bank: '银行退款',
    paid: '已退款',
    supplier: '很慢的供应商',
  },
}
