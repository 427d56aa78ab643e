// One answer with everything that Markdown has and that a page has to draw, or has to refuse to run.

export const markdownShowcase = `# Markdown, all of it

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

\`\`\`ts
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
\`\`\`

---

## What must not run

<script>document.title = 'a script ran'</script>

<img src="x" onerror="document.title = 'an image ran'">

[A link that is a script](javascript:document.title='a-link-ran') and ![an image](https://example.com/pixel.png).

The end.`
