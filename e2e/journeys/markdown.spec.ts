import { unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'

test('draws every form of Markdown and runs none of it', async ({ overview, page, thread }) => {
  await overview.open()
  await overview.startTemplate('markdown')
  await expect(thread.box).not.toHaveValue('')
  await thread.box.press('Enter')
  await thread.expectLatestRun('completed')
  const answer = thread.answers.last()
  await expect(answer).toContainText('The end.')
  await expect(answer.getByRole('heading', { name: 'Markdown, all of it' })).toBeVisible()
  await expect(answer.getByRole('table').getByRole('row')).toHaveCount(4)
  await expect(answer.getByRole('link', { name: 'link', exact: true })).toHaveAttribute('href', 'https://example.com/')
  await expect(answer).toContainText("<script>document.title = 'a script ran'</script>")
  await expect(page).not.toHaveTitle(/ran/)
  await expect(answer.locator('pre').getByText('const', { exact: true }), 'code is highlighted').toBeVisible()
  await expect(answer.locator('script, img, iframe')).toHaveCount(0)
})

const attacks = [
  '<img src=x onerror="document.title=\'ran\'">',
  '<svg onload="document.title=\'ran\'"></svg>',
  '<a href="javascript:document.title=\'ran\'">raw</a>',
  '[plain](javascript:document.title=1)',
  '[case](JaVaScRiPt:document.title=1)',
  '[entity](javascript&colon;document.title=1)',
  '[tab](java&Tab;script:document.title=1)',
  '[spaced](<  javascript:document.title=1>)',
  '[data](data:text/html,<script>document.title=1</script>)',
  '[vb](vbscript:msgbox)',
  '[file](file:///etc/passwd)',
  '<javascript:document.title=1>',
  '![image](javascript:document.title=1)',
  '[ref]\n\n[ref]: javascript:document.title=1',
]

test('what others wrote leads to the web and mail only, and reads in its own direction', async ({
  client,
  page,
  thread,
}) => {
  const { id } = await client.beta.threads.create({
    messages: [
      { role: 'user', content: 'safe\u202egnp.exe' },
      { role: 'user', content: attacks.join('\n\n') },
      { role: 'assistant', content: `${attacks.join('\n\n')}\n\n[safe](https://example.com/${unique('x').at(-1)})` },
      { role: 'assistant', content: 'English\n\n- بند `a()`\n\n| שם |\n|---|\n| אחת |' },
    ],
  })
  await thread.open(id)
  await test.step('links lead to the web and mail only', async () => {
    const links = thread.answers.getByRole('link')
    await expect(links.filter({ hasText: 'safe' })).toBeVisible()
    for (const link of await links.all()) await expect(link).toHaveAttribute('href', /^(https?:|mailto:)/)
    await expect(thread.answers.locator('img, svg[onload], script')).toHaveCount(0)
    await expect(thread.questions, 'what a user wrote stands as it was written').toContainText([attacks[0]!])
    await expect(page).not.toHaveTitle(/^(ran|1)$/)
  })

  await test.step('every text reads in its own direction, and no name turns its page around', async () => {
    await expect(page).toHaveTitle('safegnp.exe · Assistants Playground')
    const answer = thread.answers.last()
    await expect(answer.getByRole('listitem')).toHaveCSS('direction', 'rtl')
    await expect(answer.getByRole('listitem').locator('code')).toHaveCSS('direction', 'ltr')
    await expect(answer.getByRole('table')).toHaveCSS('direction', 'rtl')
    await thread.box.fill('مرحبا')
    await expect(thread.box).toHaveCSS('direction', 'rtl')
  })
})
