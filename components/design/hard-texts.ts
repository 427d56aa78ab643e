/** Texts that went wrong somewhere, to be looked at together: each name says what is hard about it. */
export const hardMarkdown = {
  'tildes and prices': '大约3~5天，价格100~200元。~~删掉~~ Between $5 **or** $6, ~10 %, a~b~c.',
  'emphasis beside CJK':
    '这是**“重点”**内容。**注意：**请看下面，再**看**一遍。これは**「重要」**です。그것은 **“중요”**합니다. **a *b* c** 2 * 3 * 4',
  'addresses in CJK': '见 https://example.com/a?b=c，详见下文。（https://example.com/路径）',
  formulas: String.raw`Inline \(a_1 + b_1\) and $x_1 * y_1 * z_1$, not $5.

\[
\begin{matrix}
1 & 2 \\
- 3 & + 4
\end{matrix}
\]

$$
= \sum_{i=1}^n *i*
$$`,
  'Arabic and code':
    'مرحبا! هذا نص مع `code(a, b)` ونقطة.\n\n- بند أول\n- بند ثانٍ\n\n> اقتباس، 3 + 4.\n\n1. الأول\n2. الثاني',
  'Hebrew table': '| שם | ערך | `key` |\n|---|--:|---|\n| אחת | 1,000 | `a.b` |\n| שתיים ושלוש | 2 | `c` |',
  'languages in turns':
    'English, ثم العربية, then English.\n\nעברית ואז English, ושוב עברית (3).\n\n- item\n- بند\n- פריט',
  'right-to-left override': 'A file safe\u202egnp.exe, and text behind it.\n\n`a\u202eb` and **c\u202ed** behind.',
  'wide table': `| Endpoint | Method | Description of what it does | Scalability | Verantwortlichkeitsbereich | 说明 |
|---|---|---|---|---|---|
| \`/v1/threads/{thread_id}/runs/{run_id}/submit_tool_outputs\` | POST | Submits the outputs of all calls in one request, and goes on | internationalization | Benutzerfreundlichkeit | 一次提交所有工具的输出，然后继续运行 |
| https://example.com/a/very/long/address/that/has/no/place/to/break?and=parameters | GET | Short | yes | nein | 否 |`,
  'narrow table': '| a | b |\n|---|--:|\n| 1 | 2 |',
  'file as an address': `![chart](data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(40)}) and words behind it.`,
  'emoji and combining marks': '👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇳 ❤️‍🔥 Z̸̡͝a̶̧͘l̵̨͝g̷̛o̶ ｆｕｌｌｗｉｄｔｈ ﷽ สวัสดี नमस्ते',
  'a word without an end': `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)} ${'啊'.repeat(120)}`,
  'quotes in quotes': `${'> '.repeat(12)}deep\n\n- a\n  - b\n    - c\n      1. d\n         - e`,
  python:
    '```python\nimport json  # النتيجة\n\ndef total(orders: list[dict]) -> float:\n    """Sum of all."""\n    return sum(o["price"] for o in orders if o["name"] != "שלום")\n```',
  json: '```json\n{ "city": "杭州", "days": [1, 2.5, null, true] }\n```',
  tsx: '```tsx\nexport const Row = ({ run }: { run: Run }) => <b className="x">{run.id}</b> // a row\n```',
  'unknown language': '```brainfuck\n++++[>++<-]>.\n```',
} as const satisfies Readonly<Record<string, string>>

export const hardPlainText = {
  'indented first line': '    if x:\n        return "y"\n\n　　中文段落，首行缩进。',
  'lines in their own direction': 'שלום, מה שלומך?\nEnglish, with a dot.\nمرحبا (1).',
  'Markdown of a user': '**not bold**, 3~5, <b>not HTML</b>, \\(x\\)',
} as const satisfies Readonly<Record<string, string>>

/** Names of assistants and threads, which stand beside other words. */
export const hardNames = [
  'safe\u202egnp.exe',
  'مساعد الطقس (١)!',
  'עוזר, 3',
  '天气助手 🌦️ 「测试」',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  `${'Donaudampfschifffahrtsgesellschaft'.repeat(3)}`,
] as const
