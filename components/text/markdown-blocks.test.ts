import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocksOf, createBlockReader, headingDepthsOf } from './markdown-blocks'

const showcase = `# Title

A paragraph with **bold**, \`code\` and
a second line. 中文也可以。

- one
- two
  - nested

- loose

1. first
2. second

> quoted
> more

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts
const a = 1

// still code
\`\`\`

Setext
------

[ref]: https://example.com "title"

Before it
\\[
a
+ b &= c \\\\

- d
\\]
and

$$
= 1
$$

See [ref] and <b>html</b>.

---
last`

const raws = (blocks: readonly { raw: string }[]) => blocks.map(({ raw }) => raw)

describe('a text that grows', () => {
  it('has at every moment the blocks of a text read at once', () => {
    const read = createBlockReader()
    for (let end = 1; end <= showcase.length; end++) {
      expect(read(showcase.slice(0, end))).toEqual([...blocksOf(showcase.slice(0, end))])
    }
  })

  it('has them however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (sizes) => {
        const read = createBlockReader()
        let end = 0
        for (const size of sizes) read(showcase.slice(0, (end += size)))
        expect(raws(read(showcase))).toEqual(raws(blocksOf(showcase)))
      }),
    )
  })

  it('keeps the blocks that are settled as the same objects', () => {
    const read = createBlockReader()
    const before = read('one\n\ntwo\n\nthr')
    const after = read('one\n\ntwo\n\nthree')
    expect(after.map((block, index) => block === before[index])).toEqual([true, true, true, true, false])
  })

  it('starts again when the text is another', () => {
    const read = createBlockReader()
    read('one\n\ntwo')
    expect(raws(read('else'))).toEqual(['else'])
  })

  it('takes line ends of every system', () => {
    expect(raws(createBlockReader()('a\r\n\r\nb'))).toEqual(['a', '\n\n', 'b'])
  })
})

it('takes no HTML for markup', () => {
  const types = JSON.stringify(blocksOf('<script>alert(1)</script>\n\na <img src=x onerror=alert(1)> b'))
  expect(types).not.toContain('"type":"html"')
})

it('ranks the headings that occur', () => {
  expect(headingDepthsOf(blocksOf('### c\n\n# a\n\n### d'))).toBe('13')
})
