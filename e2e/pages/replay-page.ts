import { expect, type Page } from '@playwright/test'
import type { Words } from './words'

/** A replay: its player, its chapters, and what stands at the moment. */
export function createReplayPage(page: Page, t: Words) {
  const player = page.getByRole('region', { name: t('replay.player') })
  const slider = player.getByRole('slider', { name: t('replay.position') })
  const chapters = page.getByRole('complementary', { name: t('replay.chapters') })
  const button = (name: 'play' | 'pause' | 'next' | 'previous' | 'copy_link') =>
    player.getByRole('button', { name: t(`replay.${name}`), exact: true })
  const place = async () => Number(await slider.inputValue())
  return {
    player,
    slider,
    chapters,
    button,
    place,
    conversation: page.getByRole('region', { name: t('replay.pane.conversation'), exact: true }),
    run: page.getByRole('group', { name: t('replay.pane.run'), exact: true }),
    chapter: (name: string) => chapters.getByRole('button').filter({ hasText: name }),
    async expectReplay() {
      await expect(player.getByText(t('replay.badge'), { exact: true })).toBeVisible()
    },
  }
}
