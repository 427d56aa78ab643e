/** What a tab is called whose page has that title; `%s` makes it the pattern for all of them. */
export const tabTitleOf = (title: string) => `${title} · Assistants Playground`
