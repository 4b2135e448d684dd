/** Photographs of displays: made smaller on the device, without anything but the picture, kept and sent like notes. */
import { isUnsent } from './notebook-queue.ts'
import { arrived } from './notebook-sent.ts'
import { isFull, type KeptPhotograph, type NotebookStore, type Place } from './notebook-store.ts'
import { ask, failureOf, type Outcome } from './notebook-sync.ts'

const longestSide = 1600

/** A smaller copy of a picture, drawn anew: where and with what it was taken stays behind. */
export async function smaller(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/jpeg', 0.8),
  )
}

/** A picture as an address that a page may show. */
export function pictureAddress(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(picture)
  })
}

/** Sends the photographs whose notes have arrived. */
export async function sendPhotographs(store: NotebookStore, place: Place, url: string): Promise<Outcome | undefined> {
  const waiting = (await store.photographs(place)).filter((one) => one.reason === '')
  if (waiting.length === 0) return undefined
  const there = new Set((await store.notes(place)).filter((entry) => !isUnsent(entry)).map((entry) => entry.id))
  for (const one of waiting) {
    if (!there.has(one.note) || !(await marked(store, place, one.id))) continue
    const body = new FormData()
    const texts = { owner: place.owner, id: one.id, note: one.note, description: one.description }
    for (const [name, value] of Object.entries(texts)) body.set(name, value)
    body.set('photograph', one.picture, 'photograph.jpg')
    const response = await ask(url, body)
    if ('kind' in response) return response
    if (response.status === 422) {
      const reply: { reason?: unknown } = Object(await response.json().catch(() => ({})))
      const reason = String(reply.reason ?? 'It could not be read')
      await store.changePhotograph(place, one.id, (present) => ({ ...present, reason }))
      continue
    }
    const failure = failureOf(response)
    if (failure) return failure
    const reply: { kind?: unknown } = Object(await response.json().catch(() => ({})))
    if (reply.kind === 'stored' || reply.kind === 'already')
      await store.changeSent(place, (known) => arrived(known, one), one.id)
    // It was taken back on another device.
    else if (reply.kind === 'gone') await store.dropPhotograph(place, one.id)
  }
  return undefined
}

/** Says on the device that a photograph may have left it, before it does. False when it was taken back meanwhile. */
async function marked(store: NotebookStore, place: Place, id: string): Promise<boolean> {
  let waits = false
  await store.changePhotograph(place, id, (present) => {
    waits = true
    return present.tried ? undefined : { ...present, tried: true }
  })
  return waits
}

/** `leave` is done when it closes: whoever came by keyboard goes on from where they were. */
type Camera = { open(note: string, text: string, leave: () => void): void }

/** The part of the page in which a photograph is taken; undefined where the notebook only shows. */
export function camera(root: ParentNode, keep: (photograph: KeptPhotograph) => Promise<void>): Camera | undefined {
  const section = root.querySelector<HTMLElement>('[data-notebook-camera]')
  const description = section?.querySelector<HTMLInputElement>('#camera-description')
  const file = section?.querySelector<HTMLInputElement>('#camera-file')
  const about = section?.querySelector<HTMLElement>('[data-notebook-camera-note]')
  const preview = section?.querySelector<HTMLElement>('[data-notebook-preview]')
  const problem = section?.querySelector<HTMLElement>('[data-notebook-camera-problem]')
  if (!section || !description || !file || !about || !preview || !problem) return undefined
  let note = ''
  let leave = () => {}
  let picture: Blob | undefined

  const close = () => {
    section.hidden = true
    leave()
  }
  const clear = () => {
    picture = undefined
    description.value = ''
    file.value = ''
    preview.replaceChildren()
    problem.textContent = ''
  }
  file.addEventListener('change', async () => {
    problem.textContent = ''
    preview.replaceChildren()
    const [chosen] = file.files ?? []
    try {
      picture = chosen && (await smaller(chosen))
      if (!picture) return
      const image = document.createElement('img')
      image.className = 'app-note__photograph'
      image.alt = 'The photograph that you chose'
      image.src = await pictureAddress(picture)
      preview.append(image)
    } catch {
      picture = undefined
      problem.textContent = 'This is not a picture that can be read. Take it again, or choose another'
    }
  })
  section.querySelector('[data-notebook-camera-leave]')?.addEventListener('click', close)
  section.querySelector('[data-notebook-camera-keep]')?.addEventListener('click', async () => {
    if (description.value.trim() === '' || !picture) {
      problem.textContent = picture ? 'Say what the photograph shows' : 'Take or choose a photograph'
      ;(picture ? description : file).focus()
      return
    }
    try {
      const said = description.value.trim()
      await keep({ id: crypto.randomUUID(), note, picture, description: said, reason: '', tried: false })
      close()
    } catch (error) {
      problem.textContent = isFull(error)
        ? 'This device is full, so the photograph could not be kept. What was kept before is safe. Make room on the device, then press the button again'
        : 'This device could not keep the photograph. Take it with the camera of the device, and add it later'
    }
  })
  return {
    open(id, text, back) {
      clear()
      note = id
      leave = back
      about.textContent = `It will stand beside your note: “${text}”`
      section.hidden = false
      document.getElementById('camera')?.focus()
    },
  }
}
