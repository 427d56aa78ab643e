import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { outsideCatalogue } from './outside-catalogue'

const root = new URL('../', import.meta.url)

const sourcesOf = (folder: string) =>
  readdirSync(fileURLToPath(new URL(folder, root)), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)

describe('words outside the catalogue are found', () => {
  test.each([
    ['<p>Hello</p>', ['1: Hello']],
    ['<p>{count} 个会话</p>', ['1: 个会话']],
    [`<p>{'Hello'}</p>`, ['1: Hello']],
    ['<p>{`${count} runs`}</p>', ['1: runs']],
    [`<p>{isOpen ? 'Open' : t('closed')}</p>`, ['1: Open']],
    [`<p>{isOpen && 'Open'}</p>`, ['1: Open']],
    [`<p>{name ?? ('Unnamed')}</p>`, ['1: Unnamed']],
    ['<button aria-label="Close" />', ['1: Close']],
    [`<Button title={busy ? 'Saving' : undefined} />`, ['1: Saving']],
    ['<Page label="Runs">\n<i>all</i></Page>', ['1: Runs', '2: all']],
    ['<Dialog action="Delete" />', ['1: Delete']],
    [`const items = [{ label: 'Rename', onSelect }]`, ['1: Rename']],
    [`toast('Saved')`, ['1: Saved']],
  ])('%s', (code, found) => {
    expect(outsideCatalogue('x.tsx', code)).toEqual(found)
  })
})

describe('what no one reads as words is let pass', () => {
  test.each([
    `<p className="text-muted" role="status">{t('saved')}</p>`,
    `<p data-status={isLive ? 'queued' : 'failed'}>{count} · {'//'}</p>`,
    `<p>{status === 'failed' && t('failed')}</p>`,
    '<kbd>Esc</kbd>',
    '<p>&nbsp;</p>',
    `const texts = { scripted: { title: 'scripted_title' } }`,
    '<form method="post" action="/logout" />',
    '<Time label={t("began")} />',
  ])('%s', (code) => {
    expect(outsideCatalogue('x.tsx', code)).toEqual([])
  })
})

test('every text of the pages is in the catalogue', () => {
  const files = [...sourcesOf('app'), ...sourcesOf('components')]
  expect(files.length).toBeGreaterThan(100)
  const found = files.flatMap((file) =>
    outsideCatalogue(file, readFileSync(new URL(file, root), 'utf8')).map((text) => `${file}:${text}`),
  )
  expect(found).toEqual([])
})
