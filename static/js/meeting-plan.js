// The plan, changed on the spot: every change is sent as the form would send it, one after the other, and what comes back
// takes the place of what stood there. The arithmetic is the server's alone. A part is moved by its grip or its buttons,
// and stretched by the edge under it or by typing.
import { post } from './post.js';
import { setMinutes } from './timeline.js';

// As in plan.css.
const MINUTE_IN_REM = 0.4

class MeetingPlan extends HTMLElement {
  queue = []

  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.addEventListener('submit', event => {
      event.preventDefault()
      this.press(event.submitter)
    }, { signal })
    this.addEventListener('change', event => {
      const field = event.target
      if (field.matches('.plan__minutes')) this.send({ do: 'fit', [field.name]: field.value })
    }, { signal })
    this.addEventListener('pointerdown', event => this.lift(event), { signal })
    this.addEventListener('pointerdown', event => this.stretch(event), { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  // What is written in the form that a button is of; of the plan itself only what was changed.
  press(button) {
    const fields = Object.fromEntries(new FormData(button.form))
    if (button.form.matches('.plan__form')) {
      for (const field of button.form.querySelectorAll('.plan__minutes')) {
        if (field.value === field.defaultValue || button.value !== 'fit') delete fields[field.name]
      }
    }
    this.send({ ...fields, do: button.value }, button.id)
  }

  // A change that is made before the last one is answered waits for it.
  async send(fields, focus = '') {
    this.queue.push({ fields, focus })
    if (this.queue.length > 1) return
    while (this.queue.length) {
      const isDone = await this.sendOne(this.queue[0])
      this.queue.shift()
      if (!isDone) this.queue = []
    }
  }

  async sendOne({ fields, focus }) {
    const form = this.querySelector('form')
    const body = new FormData()
    const hidden = name => form.querySelector(`input[name="${name}"]`).value
    const sent = { csrfmiddlewaretoken: hidden('csrfmiddlewaretoken'), ...fields, version: hidden('version') }
    for (const [name, value] of Object.entries(sent)) body.set(name, value)
    try {
      const response = await post(form.action, body)
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      // This browser has been put out, or the meeting is deleted: nobody will answer here any more.
      if (response.status === 404) {
        this.say(this.dataset.over)
        return false
      }
      this.redraw(page, focus)
      return response.ok
    } catch {
      this.say(this.dataset.lost)
      return false
    }
  }

  redraw(page, focus) {
    const fresh = document.adoptNode(page.querySelector('meeting-plan'))
    const had = this.contains(document.activeElement) ? document.activeElement : null
    const typed = had?.matches('input, select') ? had.value : null
    const place = [...this.querySelectorAll('.plan__part')].indexOf(had?.closest('.plan__part'))
    // What is being typed just now, and what waits to be sent, is not written over.
    const waiting = this.queue.slice(1).flatMap(({ fields }) => Object.entries(fields).filter(([name]) => name.startsWith('minutes-')))
    this.replaceChildren(...fresh.childNodes)
    for (const [name, value] of waiting) if (this.fieldOf(name)) this.fieldOf(name).value = value
    const version = this.querySelector('input[name="version"]')?.value
    if (version) for (const field of document.querySelectorAll('input[name="version"]')) field.value = version
    for (const part of page.querySelectorAll('[data-part]')) document.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceChildren(...document.adoptNode(part).childNodes)
    document.title = page.title
    this.say(page.querySelector('.plan__told')?.textContent.trim() ?? '')
    this.refocus(had, typed, focus, place)
  }

  fieldOf(name) {
    return this.querySelector(`input[name="${name}"]`)
  }

  // Focus stays where it was; a button that is gone, or that is of no use any more, hands it on to the part it was of, or
  // to the one that has come in its place.
  refocus(had, typed, pressed, place) {
    const fault = this.querySelector('.plan__fault:not([hidden])')
    const wrong = this.querySelector('[autofocus]')
    if (wrong || (fault && pressed)) return (wrong ?? fault).focus()
    if (!had) return
    const same = had.id && document.getElementById(had.id)
    if (same && !same.disabled) {
      if (typed !== null && typed !== same.value && !pressed) same.value = typed
      return same.focus({ preventScroll: true })
    }
    const id = had.id.split('-')[1]
    const others = [`opp-${id}`, `ned-${id}`, `del-${id}`].map(name => document.getElementById(name))
    const parts = [...this.querySelectorAll('.plan__part')]
    const next = others.find(control => control && !control.disabled) ?? parts[Math.min(Math.max(place, 0), parts.length - 1)]
    next?.focus({ preventScroll: true })
  }

  say(text) {
    const place = document.querySelector('.plan__told')
    if (text) place.textContent = text
  }

  // Dragged past its neighbours, a part changes place with each of them.
  lift(event) {
    const grip = event.target.closest('.plan__grip')
    if (!grip || event.button) return
    event.preventDefault()
    const part = grip.closest('.plan__part')
    part.setAttribute('data-lifted', '')
    grip.setPointerCapture(event.pointerId)
    grip.addEventListener('pointerup', ({ clientY }) => {
      part.removeAttribute('data-lifted')
      const parts = [...this.querySelectorAll('.plan__part')]
      const over = parts.find(one => clientY < one.getBoundingClientRect().bottom) ?? parts.at(-1)
      if (over !== part && over.querySelector('.plan__grip')) this.send({ do: `move-${part.dataset.id}-${over.dataset.id}` })
    }, { once: true })
    grip.addEventListener('pointercancel', () => part.removeAttribute('data-lifted'), { once: true })
  }

  // Each step of the height is a minute; what the others give for it comes when it is let go.
  stretch(event) {
    const edge = event.target.closest('.plan__stretch')
    if (!edge || event.button) return
    event.preventDefault()
    const part = edge.closest('.plan__part')
    const field = part.querySelector('.plan__minutes')
    const before = field.valueAsNumber
    const minute = MINUTE_IN_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)
    const show = minutes => {
      field.value = minutes
      setMinutes(part, minutes)
    }
    const done = new AbortController()
    part.setAttribute('data-stretched', '')
    edge.setPointerCapture(event.pointerId)
    edge.addEventListener('pointermove', ({ clientY }) => {
      const minutes = before + Math.round((clientY - event.clientY) / minute)
      show(Math.max(field.min, Math.min(field.max, minutes)))
    }, { signal: done.signal })
    const end = isMeant => {
      done.abort()
      part.removeAttribute('data-stretched')
      if (!isMeant) show(before)
      else if (field.valueAsNumber !== before) this.send({ do: 'fit', [field.name]: field.value })
    }
    edge.addEventListener('pointerup', () => end(true), { signal: done.signal })
    edge.addEventListener('pointercancel', () => end(false), { signal: done.signal })
  }
}

customElements.define('meeting-plan', MeetingPlan)
