// One answer with everything that Markdown has and that a page has to draw, or has to refuse to run.
import type { Language } from './language'

const code = `\`\`\`ts
interface Order {
  readonly items: readonly { readonly kind: string; readonly quantity: number }[]
}

export const total = (order: Order) => order.items.reduce((sum, item) => sum + item.quantity, 0) // a long line that has to be scrolled sideways instead of breaking the page
\`\`\`

\`\`\`python
def total(items):
    """Adds up 商品 quantities."""
    return sum(item["quantity"] for item in items)
\`\`\`

\`\`\`json
{ "total": 428.5, "currency": "CNY" }
\`\`\`

\`\`\`
no language, <b>and no HTML</b>
\`\`\``

const english = `# Markdown, all of it

This text comes from the scenario **markdown-showcase**. It is *always the same*, so that two pages can be compared.

## Text

Plain, **strong**, *emphasised*, ***both***, ~~struck out~~, \`inline code\` and \`\` code with a \` in it \`\`.
A hard break ends this line  
and begins another. 中文与 English 混排，**加粗的汉字**也要正确，标点「引号」同样如此。
Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsvorlagenverzeichnis has no place to break.

A [link](https://example.com "with a title"), a bare one: https://example.com/path?query=value#part, and a mail
address <user@example.com>.

### Third level

#### Fourth level

## Lists

1. First
2. Second
   - nested
   - nested too
     1. and deeper
     2. 更深一层
3. Third, with a paragraph of its own

   that belongs to it.

- [x] done
- [ ] to be done

## Quotation

> A quotation
>
> > inside a quotation, with \`code\`
>
> - and a list

## Table

| Item | Kind | Quantity | Price |
|:-----|:----:|---------:|------:|
| 三体 | 书籍 | 1 | 58.00 |
| Notebook | 文具 | 12 | 4.50 |
| \`keyboard\` | **电子产品** | 1 | 299.00 |

## Code

${code}

---

## What must not run

<script>document.title = 'a script ran'</script>

<img src="x" onerror="document.title = 'an image ran'">

[A link that is a script](javascript:document.title='a-link-ran') and ![an image](https://example.com/pixel.png).

The end.`

const chinese = `# Markdown 一览

这段文字来自场景 **markdown-showcase**，*每次都一样*，便于两页对照。

## 文字

普通文字、**加粗**、*强调*、***两者兼有***、~~删除线~~、\`行内代码\`，以及带反引号的 \`\` 代码 \` 示例 \`\`。
这一行在此强制换行  
接着另起一行。中文与 English 混排，**加粗的汉字**也要正确，标点「引号」同样如此。
Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsvorlagenverzeichnis 没有可以断开的地方。

一个[链接](https://example.com "带有标题")，一个裸链接 https://example.com/path?query=value#part ，还有一个邮箱
<user@example.com>。

### 三级标题

#### 四级标题

## 列表

1. 第一项
2. 第二项
   - 嵌套
   - 仍是嵌套
     1. 更深一层
     2. and deeper
3. 第三项，带有自己的段落

   这个段落属于它。

- [x] 已完成
- [ ] 待完成

## 引用

> 一段引用
>
> > 引用中的引用，带有 \`代码\`
>
> - 和一个列表

## 表格

| 商品 | 类型 | 数量 | 单价 |
|:-----|:----:|---------:|------:|
| 三体 | 书籍 | 1 | 58.00 |
| 笔记本 | 文具 | 12 | 4.50 |
| \`键盘\` | **电子产品** | 1 | 299.00 |

## 代码

${code}

---

## 不得运行的内容

<script>document.title = 'a script ran'</script>

<img src="x" onerror="document.title = 'an image ran'">

[一个其实是脚本的链接](javascript:document.title='a-link-ran')，和 ![一张图片](https://example.com/pixel.png)。

完。`

export const markdownShowcase: Readonly<Record<Language, string>> = { en: english, zh: chinese }
