/** Adds "Read this page aloud" under the heading, where the browser can speak and the person asked for it. */

/** The pieces that are read one after another, as they stand on the page. */
const readable = 'h1, h2, h3, h4, p, li, dt, dd, legend, label, th, td, summary, figcaption'

function pieces(main: Element): { element: Element; text: string }[] {
  return [...main.querySelectorAll(readable)].flatMap((element) => {
    const inner = element.querySelector(readable)
    const text = element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? ''
    const isLeftOut = element.closest('.app-read-aloud, .govuk-visually-hidden') !== null || !element.checkVisibility()
    return inner || text === '' || isLeftOut ? [] : [{ element, text }]
  })
}

function speaker(main: Element, onEnd: (failed: boolean) => void): { start(): void; stop(): void } {
  let marked: Element | undefined
  const mark = (element?: Element) => {
    marked?.classList.remove('app-reading')
    marked = element
    element?.classList.add('app-reading')
  }
  const end = (failed: boolean) => {
    speechSynthesis.cancel()
    mark()
    onEnd(failed)
  }
  const stop = () => end(false)
  const start = () => {
    const queue = pieces(main)
    for (const [index, { element, text }] of queue.entries()) {
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.lang = element.closest('[lang]')?.getAttribute('lang') ?? 'en-GB'
      utterance.onstart = () => mark(element)
      if (index === queue.length - 1) utterance.onend = stop
      // Cancelling ends what is being said with an error of its own.
      utterance.onerror = ({ error }) => {
        if (error !== 'canceled' && error !== 'interrupted') end(true)
      }
      speechSynthesis.speak(utterance)
    }
  }
  return { start, stop }
}

export function startReadAloud(): void {
  const main = document.getElementById('main-content')
  if (!main || !('speechSynthesis' in window)) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary app-read-aloud'
  button.textContent = 'Read this page aloud'
  let speaking = false
  const voice = speaker(main, (failed) => {
    speaking = false
    button.textContent = failed ? 'This browser cannot read aloud' : 'Read this page aloud'
  })
  button.addEventListener('click', () => {
    if (speaking) return voice.stop()
    speaking = true
    button.textContent = 'Stop reading'
    voice.start()
  })
  window.addEventListener('pagehide', () => speechSynthesis.cancel())
  const heading = main.querySelector('h1')
  if (heading) heading.after(button)
  else main.prepend(button)
}
