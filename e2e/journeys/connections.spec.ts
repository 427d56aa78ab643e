import { startRelay, type Relay } from '../fixtures/relay'
import { ask, unique } from '../fixtures/seed'
import { expect, test } from '../fixtures/test'
import { reload, visit } from '../pages/visit'

const KEY = 'key-of-the-second'

let relay: Relay

test.beforeEach(async ({ held }) => {
  relay = await startRelay(held.server.url, KEY)
})
test.afterEach(() => relay.close())

test('works on another playground: with a wrong key, over a reload, on runs of others, and while it is away', async ({
  connections,
  held,
  inspector,
  page,
  pageErrors,
  thread,
  words,
}) => {
  const name = unique('Second')
  const assistant = await held.client.beta.assistants.create({ model: 'held', name: unique('Far') })

  await test.step('the test tells of a key that is not accepted, and passes with the right one', async () => {
    await connections.open()
    await connections.openForm()
    await connections.fill({ name, url: relay.url, key: 'another' })
    await connections.test()
    await expect(connections.result).toContainText('This key is not known.')
    await connections.field('key').fill(KEY)
    await connections.test()
    await expect(connections.result).toContainText(words('connections.result.step.capabilities'))
    await connections.save()
    await expect(connections.card(name), 'it is tested as it is added').toContainText(
      words
        .markup('connections.last_test.passed', { time: () => '' })
        .split(' ')
        .at(-1) ?? '',
    )
  })

  const id = name.toLowerCase().replace(' ', '-')
  await test.step('a run goes on over a reload of its page', async () => {
    const { id: threadId } = await held.client.beta.threads.create()
    await visit(page, `/${id}/threads/${threadId}?assistant=${assistant.id}`)
    await thread.say('Hello')
    const answer = await held.model.asked()
    answer.write('The first half, ')
    await expect(thread.answers.last()).toContainText('The first half,')
    await reload(page)
    await expect(thread.answers.last()).toContainText('The first half,')
    answer.write('and the second.')
    answer.end()
    await expect(thread.answers.last()).toContainText('The first half, and the second.')
    await thread.expectLatestRun('completed')
  })

  const elsewhere = await test.step('a run that was begun there is followed here', async () => {
    const run = await ask(held.client, { model: 'held', content: 'Begun elsewhere' })
    const answer = await held.model.asked()
    await visit(page, `/${id}/threads/${run.thread_id}/runs/${run.id}`)
    await inspector.expectStatus('in_progress')
    answer.write('Followed.')
    answer.end()
    await inspector.expectStatus('completed')
    return run
  })

  await test.step('what was seen can be read while it is away, and nothing typed is lost', async () => {
    await visit(page, `/${id}/threads/${elsewhere.thread_id}?assistant=${assistant.id}`)
    pageErrors.expect(/50[0-9]/)
    await relay.cut()
    await thread.say('Are you there?')
    await expect(thread.composer.getByRole('alert')).toBeVisible()
    await expect(thread.box).toHaveValue('Are you there?')
    await reload(page)
    await expect(thread.answers.last()).toContainText('Followed.')
    await relay.restore()
    await thread.box.press('Enter')
    const answer = await held.model.asked()
    answer.write('I am back.')
    answer.end()
    await expect(thread.answers.last()).toContainText('I am back.')
  })

  await connections.open()
  await connections.remove(name)
  await expect(connections.card(name)).toBeHidden()
  await held.client.beta.threads.retrieve(elsewhere.thread_id)
})
