// A note, saved as it is typed (autosave.js).
import { Autosave } from './autosave.js';

class NoteField extends Autosave {
  connectedCallback() {
    this.form = this.querySelector('form')
    this.text = this.form.elements.text
    const signal = this.watch('note')
    const { unsaved } = this
    if (unsaved) {
      this.text.value = unsaved
      this.save()
    }
    this.text.addEventListener('input', () => this.type(), { signal })
    this.text.addEventListener('change', () => {
      this.hasTold = false
      this.place('told').textContent = ''
    }, { signal })
    this.form.addEventListener('submit', event => { event.preventDefault(); this.save() }, { signal })
    this.querySelector('[data-keep]').addEventListener('click', () => this.keepBoth(), { signal })
  }

  get kept() {
    return `notat ${this.form.action} ${this.form.elements.step.value}`
  }

  get typed() {
    return this.text.value
  }

  take(status, { version, text, saved, fault }, sent) {
    if (fault) return this.complain(fault)
    this.form.elements.version.value = version
    // The same words, or our own save whose answer was lost, are no conflict: the server says that they are kept.
    if (status === 409 && !saved) this.showConflict(text)
    else this.isSettled(sent, saved)
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
}

customElements.define('note-field', NoteField)
