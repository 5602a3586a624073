// A field for Markdown: beside it how the text will look, and pictures that are dropped, pasted or chosen. Each is a mark in
// the text until it is kept, so several may be on their way while somebody writes. No mark is ever stored: the form waits
// for them, and modules/editing/fields.py refuses one that is left.

import { ask, isOurs, keepPicture } from './markdown-ask.js';
import { replace, stateOf, write } from './text-writing.js';
import { fill } from './words.js';

const PAUSE = 500
// Seconds: ten megabytes on a poor network.
const PATIENCE = 180

class MarkdownField extends HTMLElement {
  connectedCallback() {
    const { signal } = this.listeners = new AbortController()
    this.text = this.querySelector('textarea')
    // A row that is moved is taken out and put in again.
    this.pictures ??= []
    this.text.addEventListener('input', () => { this.grow(); this.drawSoon() }, { signal })
    this.text.addEventListener('paste', this.onPaste, { signal })
    this.text.addEventListener('blur', () => this.settle(), { signal })
    this.text.addEventListener('compositionstart', () => { this.isComposing = true }, { signal })
    this.text.addEventListener('compositionend', () => { this.isComposing = false }, { signal })
    this.addEventListener('drop', this.onDrop, { signal })
    this.addEventListener('click', this.onClick, { signal })
    this.grow()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  grow() {
    if (CSS.supports('field-sizing', 'content') || this.text.scrollHeight <= this.text.clientHeight) return
    this.text.style.height = `${this.text.scrollHeight + this.text.offsetHeight - this.text.clientHeight}px`
  }

  // What the server is asked by, now: a login may have made the token another.
  get how() {
    return { token: this.text.form.elements.csrfmiddlewaretoken, renewal: this.dataset.renewal }
  }

  drawSoon() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.draw(), PAUSE)
  }

  async draw() {
    this.drawing?.abort()
    const { signal } = this.drawing = new AbortController()
    const place = this.querySelector('.markdownx-preview')
    try {
      const response = await ask(this.text.dataset.markdownxUrlsPath, { content: this.text.value }, { ...this.how, signal })
      const answer = await response.text()
      if (!isOurs(response)) place.textContent = this.dataset.unseen
      else if (!response.ok) place.textContent = answer
      else place.replaceChildren(...new DOMParser().parseFromString(answer, 'text/html').body.childNodes)
    } catch {
      if (!signal.aborted) place.textContent = this.dataset.unseen
    }
  }

  // What is copied from a spreadsheet is a picture, too; a file that is copied on a Mac has its name for text.
  onPaste = event => {
    const files = [...event.clipboardData.files]
    const text = event.clipboardData.getData('text/plain').trim()
    if (!files.length || (text && text !== files.map(file => file.name).join('\n'))) return
    event.preventDefault()
    this.add(files)
  }

  onDrop = event => {
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    this.add([...event.dataTransfer.files])
  }

  onClick = event => {
    if (!event.target.closest('.picture')) return
    const chooser = document.createElement('input')
    chooser.type = 'file'
    chooser.multiple = true
    chooser.accept = 'image/png, image/jpeg, image/webp'
    chooser.addEventListener('change', () => this.add([...chooser.files]))
    chooser.click()
  }

  add(files) {
    const { wrongKind, tooLarge, maxBytes } = this.dataset
    const pictures = []
    for (const file of files) {
      if (file.type && !file.type.startsWith('image/')) this.tellOf(file, wrongKind)
      else if (file.size > Number(maxBytes)) this.tellOf(file, tooLarge)
      else pictures.push(this.begin(file))
    }
    if (!pictures.length) return
    this.text.focus()
    this.text.setSelectionRange(this.text.selectionEnd, this.text.selectionEnd)
    this.before = this.text.value
    write(this.text, pictures.map(picture => picture.mark).join('\n\n'))
    // One that is not to be there takes the empty line with it.
    if (pictures.length > 1) pictures.forEach((picture, at) => { picture.gap = at ? `\n\n${picture.mark}` : `${picture.mark}\n\n` })
    this.left = stateOf(this.text)
    this.isMarked = false
  }

  begin(file) {
    const plain = file.name.replace(/[^\p{L}\p{N}. -]+/gu, ' ').trim()
    const id = crypto.getRandomValues(new Uint32Array(1))[0].toString(36)
    const picture = { file, mark: `[${fill(this.dataset.uploading, { name: plain })}](#laster-opp-${id})` }
    const how = { ...this.how, patience: PATIENCE, words: { ...this.dataset } }
    picture.sent = keepPicture(file, this.text.dataset.markdownxUploadUrlsPath, how)
      .then(answer => this.end(picture, answer))
    this.pictures.push(picture)
    return picture
  }

  async end(picture, answer) {
    if (this.isComposing) await new Promise(done => this.text.addEventListener('compositionend', done, { once: true }))
    const isLeft = this.text === document.activeElement && stateOf(this.text) === this.left
    picture.code = answer.code ?? ''
    this.put(picture, isLeft)
    if (!answer.code) this.tellOf(picture.file, answer.reason, { mayTryAgain: !answer.isFinal })
    else if (answer.notice) this.tellOf(picture.file, answer.notice, { role: 'status' })
    // What is left to write about the picture is marked, so that the next key writes it – unless somebody writes already.
    const at = this.text.value.indexOf(picture.code)
    if (isLeft && picture.code && at >= 0 && !this.isMarked) {
      this.isMarked = true
      this.text.setSelectionRange(at + '!['.length, at + picture.code.indexOf(']'))
    }
    if (isLeft) this.left = stateOf(this.text)
  }

  // The code in the place of the mark. One that nobody has touched since is taken back first: Ctrl+Z takes the picture.
  put({ mark, gap, code }, isLeft) {
    if (isLeft && !gap && this.text.value.replace(mark, '') === this.before) {
      document.execCommand('undo')
      if (this.text.value === this.before) return code && write(this.text, code)
    }
    replace(this.text, !code && gap && this.text.value.includes(gap) ? gap : mark, code)
  }

  // A mark that came back by Ctrl+Z, after the picture it stood for.
  settle() {
    for (const { mark, code } of this.pictures) if (code !== undefined) replace(this.text, mark, code)
  }

  get onTheWay() {
    return this.pictures.filter(picture => picture.code === undefined)
  }

  tellOf(file, reason, { role = 'alert', mayTryAgain = false } = {}) {
    const note = this.note(`${file.name}: ${reason}`, role)
    const again = note.querySelector('[data-do="again"]')
    again.hidden = !mayTryAgain
    again.addEventListener('click', () => { note.remove(); this.add([file]) })
  }

  note(text, role) {
    const note = this.querySelector('template').content.firstElementChild.cloneNode(true)
    note.setAttribute('role', role)
    note.querySelector('span').textContent = text
    note.querySelector('[data-do="close"]').addEventListener('click', () => { note.remove(); this.text.focus() })
    this.append(note)
    return note
  }
}

// A form that is sent while pictures are on their way is sent when they are there, and not when one is refused.
document.addEventListener('submit', async event => {
  const { target: form, submitter } = event
  const fields = [...form.querySelectorAll('markdown-field')]
  for (const field of fields) field.settle()
  const waiting = fields.filter(field => field.onTheWay.length)
  if (!waiting.length) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const pictures = waiting.flatMap(field => field.onTheWay)
  const note = waiting[0].note(waiting[0].dataset.saving, 'status')
  await Promise.all(pictures.map(picture => picture.sent))
  note.remove()
  if (pictures.every(picture => picture.code)) form.requestSubmit(submitter)
}, true)

// A file that is dropped beside the field would be opened in place of the page, and what is written be gone.
for (const name of ['dragover', 'drop']) {
  document.addEventListener(name, event => {
    if (event.dataTransfer.types.includes('Files') && !event.target.closest?.('input[type="file"]')) event.preventDefault()
  })
}

customElements.define('markdown-field', MarkdownField)
