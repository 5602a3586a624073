// A note that is saved as it is typed. Until the server has it, it is kept in this browser, so neither a reload nor a net
// that falls out loses a word; what another window has written meanwhile is shown, and never written over.
import { post } from './post.js';
import { inBrowser } from './storage.js';

const PAUSE = 600
const TRY_AGAIN = 3000

class NoteField extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.form = this.querySelector('form')
    this.text = this.form.elements.text
    this.kept = `notat ${this.form.action} ${this.form.elements.step.value}`
    this.querySelector('.note__save').hidden = true
    const unsaved = inBrowser.read(this.kept)
    if (unsaved === this.text.value) inBrowser.forget(this.kept)
    else if (unsaved) {
      this.text.value = unsaved
      this.save()
    }
    this.text.addEventListener('input', () => this.type(), { signal })
    this.text.addEventListener('change', () => {
      this.hasTold = false
      this.querySelector('.note__told').textContent = ''
    }, { signal })
    this.form.addEventListener('submit', event => { event.preventDefault(); this.save() }, { signal })
    this.querySelector('[data-keep]').addEventListener('click', () => this.keepBoth(), { signal })
    // The next page may have been drawn before the answer that is on its way: it looks at what is kept itself.
    window.addEventListener('beforeunload', () => this.isLeaving = true, { signal })
    window.addEventListener('online', () => this.isWaiting && this.save(), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  type() {
    this.isWaiting = true
    this.isLeaving = false
    inBrowser.keep(this.kept, this.text.value)
    if (!this.conflict.hidden) return
    this.show(this.dataset.writing)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), PAUSE)
  }

  async save() {
    if (this.isSaving || !this.conflict.hidden) return
    this.isSaving = true
    clearTimeout(this.timer)
    const sent = this.text.value
    try {
      const response = await post(this.form.action, new FormData(this.form))
      if (response.status === 404) {
        // Put out: what is typed stays here, in the field and in the browser.
        this.isSaving = false
        return this.complain(this.dataset.over)
      }
      if (![200, 409, 422].includes(response.status)) throw new Error(response.status)
      const { version, text, saved, fault } = await response.json()
      if (fault) this.complain(fault)
      else {
        this.form.elements.version.value = version
        // The same words, or our own save whose answer was lost, are no conflict: the server says that they are kept.
        if (response.status === 409 && !saved) this.showConflict(text)
        else this.settle(sent, saved)
      }
    } catch {
      this.complain(this.dataset.failed)
      this.timer = setTimeout(() => this.save(), TRY_AGAIN)
    }
    this.isSaving = false
  }

  settle(sent, saved) {
    if (this.text.value !== sent) return setTimeout(() => this.save())
    this.isWaiting = false
    if (!this.isLeaving) inBrowser.forget(this.kept)
    this.show(saved)
    // The ear is told once for each time somebody writes here, and not at every pause.
    if (!this.hasTold) this.querySelector('.note__told').textContent = this.dataset.kept
    this.hasTold = true
  }

  get conflict() {
    return this.querySelector('.note__conflict')
  }

  showConflict(text) {
    this.conflict.querySelector('.note__theirs').textContent = text
    this.conflict.hidden = false
    this.show(this.dataset.conflict)
  }

  keepBoth() {
    const theirs = this.conflict.querySelector('.note__theirs').textContent
    this.text.value = `${theirs}\n\n${this.text.value}`
    this.conflict.hidden = true
    this.text.focus()
    this.type()
  }

  // For the eye, at every pause.
  show(text) {
    this.querySelector('.note__state').textContent = text
    this.querySelector('.note__fault').textContent = ''
  }

  // What is wrong is for both.
  complain(text) {
    if (this.querySelector('.note__fault').textContent === text) return
    this.show('')
    this.querySelector('.note__fault').textContent = text
  }
}

customElements.define('note-field', NoteField)
