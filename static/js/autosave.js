// What is saved as it is typed. Until the server has it, it is kept in this browser, so neither a reload nor a net that
// falls out loses a word; what another has written meanwhile is shown, and never written over.
//
// An element that extends it has a `form`, the `kept` name of the copy in the browser, and what is typed as `typed`, one
// text. It settles an answer (`settle`), and shows what stands when another was first (`showConflict`).
import { post } from './post.js';
import { inBrowser } from './storage.js';

const PAUSE = 600
const TRY_AGAIN = 3000

export class Autosave extends HTMLElement {
  // To be called when the form is there; `block` is what the classes of its places begin with.
  watch(block) {
    this.block = block
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.querySelector(`.${block}__save`).hidden = true
    // The next page may have been drawn before the answer that is on its way: it looks at what is kept itself.
    window.addEventListener('beforeunload', () => this.leavePage(), { signal })
    window.addEventListener('online', () => this.isWaiting && this.save(), { signal })
    return signal
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  // What was typed when the page went away, if the server does not have it.
  get unsaved() {
    const unsaved = inBrowser.read(this.kept)
    if (unsaved === null || unsaved !== this.typed) return unsaved
    inBrowser.forget(this.kept)
    return null
  }

  type() {
    this.isWaiting = true
    this.isLeaving = false
    inBrowser.keep(this.kept, this.typed)
    if (!this.conflict.hidden) return
    this.show(this.dataset.writing)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), PAUSE)
  }

  // What is on its way would be cut off with the page: it is sent once more, so that it outlives it. The same words are one.
  leavePage() {
    this.isLeaving = true
    if (!this.isWaiting) return
    const headers = { Accept: 'application/json' }
    fetch(this.form.action, { method: 'POST', body: new FormData(this.form), headers, keepalive: true }).catch(() => {})
  }

  async save() {
    if (this.isSaving || !this.conflict.hidden) return
    this.isSaving = true
    clearTimeout(this.timer)
    const sent = this.typed
    try {
      const response = await post(this.form.action, new FormData(this.form))
      if (response.status === 404) this.complain(this.dataset.over)
      else if (![200, 409, 422].includes(response.status)) throw new Error(response.status)
      else this.take(response.status, await response.json(), sent)
    } catch {
      this.complain(this.dataset.failed)
      this.timer = setTimeout(() => this.save(), TRY_AGAIN)
    }
    this.isSaving = false
  }

  // What was `sent` is saved; false when more has been typed since, which then is on its way.
  isSettled(sent, saved, kept = this.kept) {
    if (this.typed !== sent) {
      setTimeout(() => this.save())
      return false
    }
    this.isWaiting = false
    if (!this.isLeaving) inBrowser.forget(kept)
    this.show(saved)
    // The ear is told once for each time somebody writes here, and not at every pause.
    if (!this.hasTold) this.place('told').textContent = this.dataset.kept
    this.hasTold = true
    return true
  }

  place(name) {
    return this.querySelector(`.${this.block}__${name}`)
  }

  get conflict() {
    return this.place('conflict')
  }

  // For the eye, at every pause.
  show(text) {
    this.place('state').textContent = text
    this.place('fault').textContent = ''
  }

  // What is wrong is for both.
  complain(text) {
    if (this.place('fault').textContent === text) return
    this.show('')
    this.place('fault').textContent = text
  }
}
