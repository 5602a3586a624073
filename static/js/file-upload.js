// A file goes up the moment it is chosen, and waits for the form to be saved. Without this, it goes with the form.

import { discard, sendInPieces } from './piecewise.js';
import { fill } from './words.js';

class FileUpload extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector('input[type="file"]')
    this.id_ = this.querySelector('input[type="hidden"]')
    this.box = this.querySelector('.file__waiting')
    this.bar = this.querySelector('.file__progress')
    this.button = this.querySelector('.file__waiting button')
    this.input.addEventListener('change', this.onChange)
    this.button.addEventListener('click', this.onButton)
    document.addEventListener('submit', this.onSubmit, true)
  }

  disconnectedCallback() {
    this.input.removeEventListener('change', this.onChange)
    this.button.removeEventListener('click', this.onButton)
    document.removeEventListener('submit', this.onSubmit, true)
    // A row that is moved is back at once.
    queueMicrotask(() => this.isConnected || this.sending?.abort())
  }

  onChange = () => {
    const [file] = this.input.files
    if (!file) return
    // The form is not to send it a second time.
    this.input.value = ''
    const { accept } = this.input
    const max = Number(this.dataset.max)
    const isOfKind = !accept || accept.split(',').some(end => file.name.toLowerCase().endsWith(end))
    this.refuse('')
    // What waits already is as it was.
    if (!isOfKind) return this.refuse(file.name, this.dataset.wrongKind)
    if (max && file.size > max) return this.refuse(file.name, this.dataset.tooLarge)
    this.send(file)
  }

  async send(file) {
    if (this.sending) this.stop()
    const sending = this.sending = new AbortController()
    const before = this.before = this.box.cloneNode(true)
    const replaces = this.id_.value
    const doesWait = !before.hidden && !('lost' in before.dataset)
    this.box.hidden = false
    delete this.box.dataset.lost
    this.querySelector('.file__name').textContent = file.name
    this.querySelector('.file__size').textContent = size(file.size)
    this.percent = percent(0)
    this.button.textContent = this.dataset.cancel
    this.bar.value = 0
    this.bar.hidden = false
    this.state(this.dataset.begun, { aloud: true })
    let quarter = 0
    const told = {
      begun: id => {
        this.coming = id
        // What waits already is what the form has, until the new one is whole.
        if (!doesWait) this.keep(id)
      },
      progress: bytes => {
        this.percent = percent(bytes / file.size)
        this.bar.value = bytes / file.size
        const passed = Math.floor(4 * bytes / file.size)
        const going = fill(this.dataset.going, { percent: this.percent })
        this.state(this.held ? fill(this.dataset.saving, { percent: this.percent }) : going, { aloud: passed > quarter })
        quarter = Math.max(quarter, passed)
      },
      waiting: error => this.state(error || fill(this.dataset.offline, { percent: this.percent }), { aloud: true }),
    }
    try {
      await sendInPieces(file, { ...this.server, replaces, signal: sending.signal, told })
      if (sending !== this.sending) return
      if (replaces && replaces !== this.coming) discard(replaces, this.server)
      this.finish()
    } catch (fault) {
      if (sending !== this.sending || fault.aborted) return
      const reason = fault.unreadable ? this.dataset.unreadable : fault.refused || this.dataset.refused
      this.refuse(file.name, this.stop() ? `${reason} ${this.dataset.notSaved}` : reason, fault.inTheWay)
      if (fault instanceof Error) throw fault
    }
  }

  finish() {
    const { held, coming } = this
    this.sending = this.held = null
    this.coming = ''
    this.keep(coming)
    this.bar.hidden = true
    this.button.textContent = this.dataset.remove
    this.state(this.dataset.ready, { aloud: true })
    if (held) this.input.form.requestSubmit(held.submitter)
  }

  // Nothing is sent any more, what has come is let go of, and what waited before stands there as it did.
  stop() {
    this.sending.abort()
    const wasHeld = Boolean(this.held)
    this.sending = this.held = null
    if (this.coming && this.coming === this.id_.value) this.keep('')
    if (this.coming) discard(this.coming, this.server)
    this.coming = ''
    for (const part of ['name', 'size', 'state']) {
      this.querySelector(`.file__${part}`).textContent = this.before.querySelector(`.file__${part}`).textContent
    }
    this.box.hidden = !this.id_.value
    this.bar.hidden = true
    this.button.textContent = this.dataset.remove
    return wasHeld
  }

  // What waits is let go of.
  drop() {
    discard(this.id_.value, this.server)
    this.box.hidden = true
    this.keep('')
  }

  refuse(name, reason, inTheWay = []) {
    const place = this.querySelector('.file__refused')
    place.textContent = name && `${name}: ${reason}`
    for (const { id, name: other, size: bytes } of inTheWay) {
      // What waits on this page has a button of its own.
      if (document.querySelector(`[value="${id}"]`)) continue
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'row__move'
      button.textContent = fill(this.dataset.removeOther, { name: `${other} (${size(bytes)})` })
      button.addEventListener('click', () => {
        discard(id, this.server)
        button.remove()
        this.say(this.dataset.removed)
        this.input.focus()
      })
      place.append(' ', button)
    }
  }

  onButton = event => {
    // Else it asks the server to draw the form without the file, as it does where there are no scripts.
    event.preventDefault()
    event.stopPropagation()
    const name = this.querySelector('.file__name').textContent
    if (!this.sending) this.drop()
    else if (this.stop()) this.refuse(name, this.dataset.notSaved)
    this.say(this.dataset.removed)
    this.input.focus()
  }

  // What is on its way is waited for: then the form is saved as it was to be.
  onSubmit = event => {
    if (!this.sending || event.target !== this.input.form) return
    event.preventDefault()
    event.stopPropagation()
    this.held = { submitter: event.submitter }
    this.state(fill(this.dataset.saving, { percent: this.percent }), { aloud: true })
    this.box.scrollIntoView({ block: 'center' })
  }

  get server() {
    return { url: this.dataset.url, token: this.input.form.querySelector('[name="csrfmiddlewaretoken"]').value }
  }

  // The browser's copy of what is not saved keeps it, too.
  keep(id) {
    this.id_.value = id
    this.id_.dispatchEvent(new Event('input', { bubbles: true }))
  }

  state(words, { aloud }) {
    this.querySelector('.file__state').textContent = words
    if (aloud) this.say(words)
  }

  say(words) {
    this.querySelector('[role="status"]').textContent = words
  }
}

const language = () => document.documentElement.lang
const percent = part => part.toLocaleString(language(), { style: 'percent' })

function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 3)
  return (bytes / 1024 ** power).toLocaleString(language(), { style: 'unit', unit: units[power], maximumFractionDigits: 1 })
}

customElements.define('file-upload', FileUpload)
