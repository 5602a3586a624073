// One agreement, saved as it is written (autosave.js), so that it stands on every screen within a second or two.
import { Autosave } from './autosave.js';
import { hear, tell } from './bus.js';
import { post } from './post.js';
import { inBrowser } from './storage.js';

// Who has not touched a key for so long is not writing any more.
const RESTS_AFTER = 4000
// What one process of the portal has, another may not have read yet.
const GONE_AFTER = 1500
const NAMES = ['what', 'who', 'due_on']

class AgreementField extends Autosave {
  connectedCallback() {
    this.form = this.querySelector('form')
    const signal = this.watch('agreement')
    this.restore()
    this.draw()
    this.addEventListener('input', () => this.type(), { signal })
    this.addEventListener('change', () => { this.hasTold = false; if (this.isWaiting) this.save() }, { signal })
    this.addEventListener('keydown', event => this.press(event), { signal })
    this.form.addEventListener('submit', event => this.submit(event), { signal })
    this.place('offer').addEventListener('click', () => this.takeOffer(), { signal })
    for (const button of this.querySelectorAll('[data-keep]')) button.addEventListener('click', () => this.settleConflict(button.dataset.keep), { signal })
    hear('meeting-state', ({ state }) => this.follow(state.agreed), { signal })
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.resting)
    clearTimeout(this.going)
  }

  get list() {
    return this.closest('agreement-list')
  }

  get number() {
    return Number(this.form.elements.commitment.value)
  }

  get typed() {
    return JSON.stringify(Object.fromEntries(NAMES.map(name => [name, this.form.elements[name].value])))
  }

  get kept() {
    return `avtale ${this.form.action} ${this.number || ''}`
  }

  restore() {
    // Of two that are empty, the one in sight is the one that was written in.
    const unsaved = this.closest('details') ? null : this.unsaved
    if (!unsaved) return
    this.put(JSON.parse(unsaved))
    this.isWaiting = true
    this.save()
  }

  put(values) {
    for (const name of NAMES) if (this.form.elements[name].value !== values[name]) this.form.elements[name].value = values[name]
    this.draw()
  }

  type() {
    this.toggleAttribute('data-busy', true)
    clearTimeout(this.resting)
    this.resting = setTimeout(() => {
      this.removeAttribute('data-busy')
      tell('agreement-rested')
    }, RESTS_AFTER)
    super.type()
    this.draw()
  }

  // Enter ends the sentence, and goes on to who.
  press(event) {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches('textarea, input')) return
    event.preventDefault()
    const next = NAMES[NAMES.indexOf(event.target.name) + 1]
    if (next) this.form.elements[next].focus()
    else event.target.blur()
  }

  async submit(event) {
    event.preventDefault()
    if (event.submitter?.name !== 'remove') return this.save()
    try {
      const response = await post(this.form.action, new FormData(this.form, event.submitter))
      if (!response.ok) throw new Error(response.status)
      inBrowser.forget(this.kept)
      this.list.drop(this)
    } catch {
      this.complain(this.dataset.failed)
    }
  }

  takeOffer() {
    this.form.elements.due_on.value = this.place('offer').dataset.day
    this.type()
    this.save()
    this.form.elements.due_on.focus()
  }

  take(status, answer, sent) {
    if (status === 409) return this.showConflict(answer)
    const { id, version, due_on: day, saved, faults = {} } = answer
    const before = this.kept
    if (id) this.know(id, version)
    for (const place of this.querySelectorAll('[data-fault]')) {
      const { fault } = place.dataset
      // Half a day is no fault while it is being written.
      if (!faults[fault] || this.form.elements[fault] !== document.activeElement) place.textContent = faults[fault] ?? ''
    }
    if (Object.keys(faults).length) return this.show(this.typed === sent ? '' : this.dataset.writing)
    if (!this.isSettled(sent, saved, before)) return
    const field = this.form.elements.due_on
    if (field !== document.activeElement) field.value = day
  }

  // It is the agreement `id` from now on.
  know(id, version) {
    this.form.elements.commitment.value = id
    this.form.elements.version.value = version
    this.dataset.id = id
    this.list.settle(this)
  }

  fill(theirs) {
    this.put(theirs)
    this.know(theirs.id, theirs.version)
  }

  follow(agreed = []) {
    if (!this.number) return
    const stands = agreed.find(({ id }) => id === this.number)
    clearTimeout(this.going)
    if (!stands) this.going = setTimeout(() => this.leave(), GONE_AFTER)
    else if (!this.isWaiting && !this.isSaving && stands.version > Number(this.form.elements.version.value)) this.fill(stands)
  }

  // Somebody has taken it away; words that are nowhere else become another.
  leave() {
    if (this.isWaiting) this.form.elements.commitment.value = ''
    else this.list.drop(this)
  }

  showConflict(theirs) {
    this.theirs = theirs
    this.place('theirs').textContent = `«${theirs.sentence}»`
    this.conflict.hidden = false
    this.show(this.dataset.conflict)
    this.list.fit()
  }

  settleConflict(keep) {
    this.conflict.hidden = true
    inBrowser.forget(this.kept)
    this.form.elements.what.focus()
    if (keep === 'both') {
      this.list.part(this, this.theirs)
      return this.type()
    }
    this.isWaiting = false
    this.fill(this.theirs)
    this.show('')
  }

  // The height of the sentence, and whether there is a day to offer.
  draw() {
    const { what, due_on: day } = this.form.elements
    if (!CSS.supports('field-sizing', 'content')) {
      what.style.blockSize = 'auto'
      what.style.blockSize = `${what.scrollHeight}px`
    }
    this.place('offer').hidden = Boolean(day.value)
    this.list.fit?.()
  }
}

customElements.define('agreement-field', AgreementField)
