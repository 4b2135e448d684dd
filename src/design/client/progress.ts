/** Keeps `[data-progress-url]` true while long work goes on, then goes where it leads. */

type News = { value: number; max: number; text: string; done: boolean; href: string | undefined }

const firstAskMs = 1000
const slowestAskMs = 5000

function newsFrom(json: unknown): News | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const body: Record<string, unknown> = { ...json }
  return {
    value: Number(body.value ?? 0),
    max: Number(body.max ?? 1),
    text: String(body.text ?? ''),
    done: body.done === true,
    href: typeof body.href === 'string' ? body.href : undefined,
  }
}

function show(root: HTMLElement, news: News): void {
  const bar = root.querySelector('progress')
  if (bar) {
    bar.max = news.max
    bar.value = news.value
  }
  say(root, news.text)
}

function say(root: HTMLElement, words: string): void {
  const text = root.querySelector('.app-progress__text')
  if (text && text.textContent !== words) text.textContent = words
}

/** Said when nothing has been heard for so many questions; the work does not need this page. */
const silence = 3
const silent = 'We cannot see how far it is just now. It goes on, also when you close this page.'

async function ask(url: string): Promise<News | 'signed-out' | undefined> {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin' })
    if (response.status === 401) return 'signed-out'
    return response.ok ? newsFrom(await response.json()) : undefined
  } catch {
    return undefined
  }
}

function poll(root: HTMLElement, url: string, wait: number, unheard = 0): void {
  window.setTimeout(async () => {
    const news = await ask(url)
    // The page itself leads to signing in, and back.
    if (news === 'signed-out') return location.reload()
    if (news) show(root, news)
    else if (unheard + 1 === silence) say(root, silent)
    if (!news?.done) return poll(root, url, Math.min(wait * 1.3, slowestAskMs), news ? 0 : unheard + 1)
    // Only a path of our own site is followed.
    if (news.href?.startsWith('/') && !news.href.startsWith('//')) location.assign(news.href)
    else location.reload()
  }, wait)
}

export function startProgress(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-progress-url]')) {
    const url = root.dataset.progressUrl
    if (url) poll(root, url, firstAskMs)
  }
}
