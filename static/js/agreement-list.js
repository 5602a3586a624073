// The agreements of a meeting: as many fields as there are, and one to begin in. What others write comes as it is written.
import { hear } from './bus.js';

const SIZES = [2.3, 2.1, 1.9, 1.7, 1.5, 1.3, 1.15, 1]

class AgreementList extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('meeting-state', ({ state }) => this.follow(state.agreed), { signal })
    hear('wall-moved', () => this.fit(), { signal })
    hear('wall-resized', () => this.fit(), { signal })
    this.sizes = new ResizeObserver(() => this.fit())
    this.sizes.observe(this.parentElement)
    this.fit()
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.sizes.disconnect()
  }

  get fields() {
    return [...this.querySelectorAll('agreement-field')]
  }

  // The one to begin in: alone when nothing is agreed, and else behind «enda en avtale».
  get blank() {
    return this.fields.find(field => !field.dataset.id)
  }

  follow(agreed = []) {
    for (const one of agreed) {
      if (this.fields.some(field => Number(field.dataset.id) === one.id)) continue
      const { blank } = this
      // Who is writing the first is told of another when it is saved, and chooses.
      if (blank?.isSaving || (blank?.isWaiting && !blank.closest('details'))) continue
      const isFree = blank && !blank.closest('details')
      if (isFree) blank.fill(one)
      else this.add(one)
    }
  }

  // A field for `one` that others have begun.
  add(one) {
    const field = this.fresh(one.id)
    this.insertBefore(field, this.blank?.closest('details') ?? this.blank ?? null)
    field.fill(one)
  }

  // A field as it came, with names of its own.
  fresh(name) {
    const field = this.fields[0].cloneNode(true)
    const old = field.querySelector('textarea').id.split('-')[1]
    for (const attribute of ['id', 'for', 'aria-describedby']) {
      for (const element of field.querySelectorAll(`[${attribute}]`)) {
        element.setAttribute(attribute, element.getAttribute(attribute).replaceAll(`avtale-${old}-`, `avtale-${name}-`))
      }
    }
    for (const control of field.querySelectorAll('textarea, input:not([type="hidden"])')) control.value = control.defaultValue = ''
    for (const place of field.querySelectorAll('[data-fault], .agreement__state, .agreement__fault, .agreement__told')) place.textContent = ''
    // Known by its number before it is put in: what is kept here of another's words is not its own.
    const isKnown = Number.isInteger(name)
    field.querySelector('[name="commitment"]').value = isKnown ? name : ''
    if (isKnown) field.dataset.id = name
    else field.removeAttribute('data-id')
    field.querySelector('.agreement__remove')?.remove()
    field.querySelector('.agreement__conflict').hidden = true
    field.removeAttribute('data-busy')
    return field
  }

  // `field` has become an agreement that stands.
  settle(field) {
    for (const other of this.fields) if (other !== field && other.dataset.id === field.dataset.id) other.replaceWith()
    if (field.closest('details')) this.insertBefore(field, field.closest('details'))
    const newest = Math.max(...this.fields.map(one => Number(one.dataset.id ?? 0)))
    for (const { form } of this.fields) if (form) form.elements.after.value = newest
    this.fit()
  }

  // Two wrote at once, and both stand: `mine` goes on as another, and `theirs` has the place there was.
  part(mine, theirs) {
    mine.querySelector('[name="commitment"]').value = ''
    mine.removeAttribute('data-id')
    if (this.fields.some(field => field.dataset.id === String(theirs.id))) return
    const field = this.fresh(theirs.id)
    this.insertBefore(field, mine)
    field.fill(theirs)
  }

  // It is no more: another is there to begin in.
  drop(field) {
    const hadFocus = field.contains(document.activeElement)
    if (this.fields.length === 1) this.append(this.fresh('ny'))
    field.replaceWith()
    const left = this.fields[0]
    if (left.closest('details')) {
      const details = left.closest('details')
      details.before(left)
      details.replaceWith()
    }
    if (hadFocus) left.querySelector('textarea').focus()
    this.fit()
  }

  // On the wall, as large as there is room for.
  fit() {
    const box = this.closest('[data-fits]')
    if (!box || !box.clientHeight) return
    for (const size of SIZES) {
      this.style.setProperty('--size', size)
      const prefix = this.querySelector('.agreement__what > label')
      this.style.setProperty('--prefix', `${prefix.offsetWidth}px`)
      if (box.scrollHeight <= box.clientHeight) return
    }
  }
}

customElements.define('agreement-list', AgreementList)
