// A day in words, with the browser's calendar beside it. What is chosen there is written as one would write it: 14.1.2027.
class DayField extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    const text = this.querySelector('input')
    const open = this.querySelector('button')
    const calendar = this.calendar ??= document.createElement('input')
    if (!calendar.showPicker) return
    Object.assign(calendar, { type: 'date', className: 'day-field__calendar', tabIndex: -1, ariaHidden: 'true' })
    open.before(calendar)
    open.hidden = false
    open.addEventListener('click', () => calendar.showPicker(), { signal })
    calendar.addEventListener('change', event => {
      event.stopPropagation()
      const [year, month, day] = calendar.value.split('-').map(Number)
      if (!day) return
      text.value = `${day}.${month}.${year}`
      text.focus()
      for (const name of ['input', 'change']) text.dispatchEvent(new Event(name, { bubbles: true }))
    }, { signal })
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.calendar.remove()
  }
}

customElements.define('day-field', DayField)
