// Files that come with templates. Written for them; loaded when a template is started that has some.
import type { Locale } from '@/lib/i18n/locale'

export interface SampleFile {
  readonly name: string
  readonly type: 'text/markdown' | 'text/csv'
  readonly text: string
}

export type SampleKind = 'documents' | 'table'

/** The documents are the same in every language of the interface: one is in English, one in Chinese. */
export const sampleFiles = (kind: SampleKind, locale: Locale): readonly SampleFile[] =>
  kind === 'documents' ? documents : [tables[locale]]

const handbook = `# Northwind Tea: handbook for the team

## Leave

Everybody has 28 days of paid leave a year. Days that are not used by the end of December may be taken until the end of \
March of the following year. Leave of more than ten days in a row is agreed with the team at least six weeks before.

When a child is born, each parent has 16 weeks of paid leave, which may be taken in two parts within the first year.

## Working from home

Up to three days a week may be spent working from home. Wednesday is the day on which all of us are in the tea room in \
Harbour Street. A desk, a chair and a screen for the home are paid once, up to 600 euros.

## Illness

Whoever is ill tells the team before nine o'clock. A doctor's note is needed from the fourth day on.

## Learning

Each year 1,200 euros and five working days may be spent on courses, books and conferences. Nobody has to approve that; \
afterwards the others hear about it in a short talk.

## Tea

Two kilograms of tea a month are free for everybody who works here. Matcha does not count.
`

const travel = `# 北风茶业：出差与报销办法

## 交通

两百公里以内乘坐火车二等座；单程超过五小时的，可以乘坐飞机经济舱。出租车费用在没有公共交通时可以报销。

## 住宿

一线城市住宿费每晚最高报销 650 元，其他城市每晚最高 420 元。超出部分须事先征得部门负责人同意。

## 餐费

出差期间餐费补贴为每天 120 元，无需提供发票。招待客户的餐费凭发票报销，每人不超过 200 元。

## 报销流程

出差结束后十个工作日内提交报销单和发票。财务部在收到完整材料后五个工作日内付款。发票遗失的，须写明原因并由部门负责人签字。

## 样茶

带往客户处的样茶由仓库免费提供，每次出差不超过五公斤，须提前两天登记。
`

const documents: readonly SampleFile[] = [
  { name: 'team-handbook.md', type: 'text/markdown', text: handbook },
  { name: '出差与报销办法.md', type: 'text/markdown', text: travel },
]

const sales = [
  [1_240, 860, 410],
  [1_180, 905, 395],
  [1_415, 990, 430],
  [1_390, 1_120, 470],
  [1_520, 1_260, 515],
  [1_335, 1_480, 560],
] as const

const tableOf = (head: string, month: (index: number) => string) =>
  `${[head, ...sales.map((row, index) => [month(index), ...row].join(','))].join('\n')}\n`

const months = ['January', 'February', 'March', 'April', 'May', 'June'] as const

const tables: Readonly<Record<Locale, SampleFile>> = {
  en: {
    name: 'tea-sales.csv',
    type: 'text/csv',
    text: tableOf('month,green tea,black tea,oolong', (index) => months[index]!),
  },
  'zh-CN': {
    name: '茶叶销量.csv',
    type: 'text/csv',
    text: tableOf('月份,绿茶,红茶,乌龙茶', (index) => `${index + 1}月`),
  },
}
